using System.Text.Json;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Tests;

/// <summary>What a finding's name depends on, and what it does not.</summary>
public sealed class FingerprintTests
{
    private const string Manifest = """
        apiVersion: v1
        kind: Service
        metadata:
          name: cart
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          namespace: shop
          name: cart # the one with the basket
        spec:
          # two since the outage
          replicas: 2
          template:
            spec:
              containers:
                - name: cart
                  image: cart:1
                - name: proxy
                  image: proxy:1

        """;

    [Theory]
    [InlineData("var a = Get();\n", "\n\n// a note\nvar a = Get();\n", 1, 4)]
    [InlineData("void A() { }\nGet();\n", "void Renamed() { }\nGet();\n", 2, 2)]
    [InlineData("A();\nGet();\n", "A();\r\nGet();\r\n", 2, 2)]
    [InlineData("if (x)\n    Get( 1 );\n", "\tif (x)\n\t\tGet( 1 ); \n", 2, 2)]
    public void Code_keeps_its_print(string before, string after, int lineBefore, int lineAfter)
        => Assert.Equal(Print("a.cs", before, lineBefore), Print("a.cs", after, lineAfter));

    [Fact]
    public void Another_rule_file_or_text_has_another_print()
    {
        var finding = At("a.cs", 1);
        string[] prints =
        [
            Print(finding, "Get();"),
            Print(finding with { Id = "TST0002" }, "Get();"),
            Print(finding with { Path = "b.cs" }, "Get();"),
            Print(finding, "Send();"),
            Print(finding with { Anchor = "cart -> orders" }, "Get();"),
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.All(prints, static p => Assert.Matches("^[0-9a-f]{32}$", p));
    }

    [Fact]
    public void Message_and_column_have_no_part()
        => Assert.Equal(Print(At("a.cs", 1), "Get();"), Print(At("a.cs", 1) with { Message = "tries 3 times, see b.yaml:7", Column = 9 }, "Get();"));

    [Fact]
    public void Equal_findings_are_told_apart_by_their_rank_whatever_their_order()
    {
        var text = SourceText.From("Get();\nSend();\nGet();\nGet();\n");
        Finding[] findings = [At("a.cs", 1), At("a.cs", 2), At("a.cs", 3), At("a.cs", 4)];
        var prints = Prints(findings);
        Assert.Equal(4, prints.Distinct().Count());
        Assert.Equal(prints.Reverse(), Prints([.. findings.Reverse()]));

        string[] Prints(Finding[] all) => [.. Fingerprint.Assign(all, _ => text, static p => p).Select(static f => f.Fingerprint)];
    }

    [Fact]
    public void What_only_some_ask_for_takes_no_other_s_rank()
    {
        var text = SourceText.From("Get();\nGet();\n");
        var asked = At("a.cs", 1) with { Suppression = new(SuppressionKind.InSource, null) { IsOnlyAsked = true } };
        var alone = Assert.Single(Fingerprint.Assign([At("a.cs", 2)], _ => text, static p => p));
        Assert.Equal(alone.Fingerprint, Fingerprint.Assign([asked, At("a.cs", 2)], _ => text, static p => p)[1].Fingerprint);
    }

    [Theory]
    [InlineData(2, 2, 10)]
    [InlineData(1, 0, 0)]
    [InlineData(9, 0, 0)]
    public void Line_alone_gets_its_end(int line, int endLine, int endColumn)
    {
        var finding = Assert.Single(Fingerprint.Assign([At("a.yaml", line)], _ => SourceText.From("\nkind: Pod\r\n"), static p => p));
        Assert.Equal((endLine, endColumn), (finding.EndLine, finding.EndColumn));
    }

    [Theory]
    [InlineData(12, "Deployment shop/cart: spec.replicas")]
    [InlineData(18, "Deployment shop/cart: spec.template.spec.containers.- name: proxy")]
    [InlineData(19, "Deployment shop/cart: spec.template.spec.containers.[name: proxy].image")]
    [InlineData(3, "Service /cart: metadata.name")]
    [InlineData(6, "Deployment shop/cart: kind")]
    public void Line_of_a_manifest_is_the_object_and_its_keys(int line, string expected)
        => Assert.Equal(expected, Outline.Of(SourceText.From(Manifest), line));

    [Fact]
    public void Manifest_keeps_its_print_when_values_and_other_objects_change()
    {
        var changed = ("# ours\n" + Manifest.Replace("replicas: 2", "replicas: 7", StringComparison.Ordinal).Replace("  name: cart\n---", "  name: basket\n---", StringComparison.Ordinal)).ReplaceLineEndings("\r\n");
        Assert.Equal(Print("k8s/a.yaml", Manifest, 13), Print("k8s/a.yaml", changed, 14));
        Assert.NotEqual(Print("k8s/a.yaml", Manifest, 13), Print("k8s/a.yaml", changed.Replace("namespace: shop", "namespace: test", StringComparison.Ordinal), 14));
    }

    [Fact]
    public void Password_is_not_in_the_print()
    {
        Assert.Equal(Print("a.cs", "Open(\"Host=db;Password=one\");", 1), Print("a.cs", "Open(\"Host=db;Password=two\");", 1));
        Assert.Equal(Print("appsettings.json", "{\n  \"Db\": \"one\"\n}", 2), Print("appsettings.json", "{\n  \"Db\": \"two\"\n}", 2));
    }

    [Theory]
    [InlineData("a.cs", "", 1)]
    [InlineData("a.cs", "Get();", 9)]
    [InlineData("a.yaml", "", 1)]
    [InlineData("a.yaml", "---\n", 2)]
    [InlineData("a.yaml", "}\n- : [", 2)]
    [InlineData("a.yaml", "metadata:\nname", 1)]
    public void Odd_places_have_a_print(string path, string text, int line) => Assert.Equal(32, Print(path, text, line).Length);

    [Fact]
    public async Task Checkout_elsewhere_has_the_same_prints_and_so_has_a_part_of_it()
    {
        string[] prints = [await Run(""), await Run(""), await Run("Front"), await Run("Front/Front.csproj")];
        Assert.Single(prints.Distinct());
        Assert.Equal(2, prints[0].Split(' ').Distinct().Count());

        static async Task<string> Run(string path)
        {
            using var folder = new TempFolder().With(".git/HEAD", "ref: refs/heads/main\n").WithService("Front", "Console.WriteLine(\"http://a\");\nConsole.WriteLine(\"http://a\");\n");
            using var json = JsonDocument.Parse((await Meshready.Run("check", folder[path], "--format", "json")).Out);
            return string.Join(' ', json.RootElement.EnumerateArray().Select(static f => f.GetProperty("fingerprint").GetString()));
        }
    }

    [Fact]
    public async Task Silencing_one_of_two_equal_findings_keeps_the_other_s_print()
    {
        const string Line = "Console.WriteLine(\"http://a\");\n";
        var before = await Prints(Line + Line);
        var after = await Prints($"#pragma warning disable TST0001\n{Line}#pragma warning restore TST0001\n{Line}");
        Assert.Equal(2, before.Length);
        Assert.Equal(before[1], Assert.Single(after));

        static async Task<string?[]> Prints(string source)
        {
            using var folder = new TempFolder().WithService("Front", source);
            using var json = JsonDocument.Parse((await Meshready.Run("check", folder.Path, "--format", "json")).Out);
            return [.. json.RootElement.EnumerateArray().Select(static f => f.GetProperty("fingerprint").GetString())];
        }
    }

    private static Finding At(string path, int line) => new("a.csproj", path, line, 1, DiagnosticSeverity.Warning, "TST0001", "tries 2 times", []);

    private static string Print(string path, string text, int line) => Print(At(path, line), text);

    private static string Print(Finding finding, string text) => Assert.Single(Fingerprint.Assign([finding], _ => SourceText.From(text), static p => p)).Fingerprint;
}
