using System.Diagnostics;
using CsCheck;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Whatever the text, an answer comes, soon, and says why it is less than the whole.</summary>
public sealed class HostileManifestTests
{
    private const string Service = "apiVersion: v1\nkind: Service\nmetadata: { name: a }\n";

    private const string Template = """
        {{- if .Values.on }}
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Values.name }}
          labels:
            {{- include "labels" . | nindent 4 }}
        spec:
          template:
            spec:
              containers:
              - name: a
                image: "b:{{ .Values.tag }}"
                command: ["sh", "-c", "x"]
                args:
                - |
                  a: b
        {{- end }}
        """;

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "alias bomb", "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"b{i}: &b{i} [{Repeat("*" + (i == 0 ? "a" : "b" + (i - 1)) + ",", 9)}]\n")), "aliases" },
        { "merge bomb", "a: &a {" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"k{i}: v,")) + "}\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"m{i}: {{<<: *a}}\n")), "aliases" },
        { "self", "&a [*a]", "alias without its anchor" },
        { "flow depth", Repeat("[", 1_000_000), "nested deeper than 128" },
        { "map depth", Repeat("{\"a\":", 500_000), "nested deeper than 128" },
        { "block depth", Repeat("- ", 1_000_000), "nested deeper than 128" },
        { "huge file", new string('a', (4 * 1024 * 1024) + 1), "more than 4 MB" },
        { "binary", "PK\u0003\u0004\0\0", "binary" },
        { "UTF-16 read as UTF-8", "a\0p\0i\0", "binary" },
        { "duplicate keys", Service + "kind: Pod\n", "stands twice" },
        { "complex key", Service + "? [a]\n: b\n", "not a name" },
        { "broken", Service + "  bad: [\n", "not valid YAML" },
        { "many values", Repeat("- a\n", 500_000), "more than 400000 values" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void An_unreadable_text_is_one_note_in_little_time(string name, string text, string why)
    {
        var watch = Stopwatch.StartNew();

        var file = ManifestReader.Read(name + ".yaml", text);

        Assert.StartsWith($"cannot read {name}.yaml: ", Assert.Single(file.Notes).Text);
        Assert.Contains(why, file.Notes[0].Text);
        Assert.Empty(file.Resources);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_broken_document_leaves_the_others_readable()
    {
        var file = ManifestReader.Read("a.yaml", $"{Service}---\na: [\n---\n%bad\n{Service.Replace("name: a", "name: b")}");

        Assert.Equal(["a", "b"], file.Resources.Select(r => r.Name));
        Assert.Equal(8, file.Resources[1].Line);
        Assert.Single(file.Notes);
    }

    [Fact]
    public void Sound_text_of_odd_form_has_no_note()
    {
        var deep = Service + "spec: " + Repeat("{ a: ", 100) + "b" + Repeat(" }", 100) + "\n";
        var shared = "a: &a [x]\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"b{i}: *a\n")) + Service;

        Assert.Empty(ManifestReader.Read("a.yaml", "\uFEFF%YAML 1.2\n---\n" + Service + "...\n").Notes);
        Assert.All([deep, shared, Service.Replace("\n", "\r\n")], text =>
        {
            Assert.Empty(ManifestReader.Read("a.yaml", text).Notes);
            Assert.Equal("a", Assert.Single(ManifestReader.Read("a.yaml", text).Resources).Name);
        });
    }

    [Theory]
    [InlineData("metadata: { name: \"caf\uFFFD\" }")]
    [InlineData("metadata: { name: [a] }")]
    public void A_name_that_cannot_be_read_is_unknown(string metadata)
        => Assert.Null(Assert.Single(ManifestReader.Read("a.yaml", $"apiVersion: v1\nkind: Pod\n{metadata}\n").Resources).Name);

    [Theory]
    [InlineData("{{ x }}\n- - - ")]
    [InlineData("{{")]
    [InlineData("{{ if x }}\n")]
    [InlineData("{{ x }}")]
    public void A_template_of_repeated_text_ends_in_little_time(string unit)
    {
        var watch = Stopwatch.StartNew();

        Assert.Empty(ManifestReader.Read("a.yaml", Repeat(unit, 200_000)).Resources);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Random_text_never_throws()
        => Gen.String[Gen.Char["abk:-?[]{}&*!|>'\"%@#,.\\ \t\r\n\0\uFEFF\uFFFD\uD800~<=$"], 0, 80].Sample(
            text =>
            {
                _ = ManifestReader.Read("a.yaml", text);
                _ = ManifestReader.Read("a.yaml", "{{ x }}\n" + text);
                _ = SettingsReader.Read("appsettings.json", text);
                _ = SettingsReader.Read("appsettings.json", "{" + text);
            },
            iter: 5_000);

    [Fact]
    public void Cut_and_changed_manifests_never_throw_and_every_note_says_why()
        => Gen.Select(Gen.Bool, Gen.Int[0, 400], Gen.Int[0, 400], Gen.Char["\n :-{}[]\"'&*|#\t\0%"]).Sample(
            (isTemplate, cut, at, change) =>
            {
                var whole = isTemplate ? Template : Service + "---\n" + Service + "spec: { a: &x [1, 'b'], c: *x }\n";
                var text = whole.Substring(0, Math.Min(cut, whole.Length));
                if (at < text.Length)
                    text = text.Remove(at, 1).Insert(at, change.ToString());
                var file = ManifestReader.Read("a.yaml", text);
                _ = DeploymentModel.Create([file], complete: true).MeshOf(new Binding.None());
                return file.Notes.All(note => note.Text.StartsWith("cannot read a.yaml: ") && note.Line >= 1);
            },
            iter: 5_000);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
