using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Commands;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Commands;

/// <summary>What all commands share: help, quiet, colours, the list of rules.</summary>
public sealed partial class CommandTests
{
    private static readonly RootCommand Root = new CommandLine(Rules.Product(), new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false), FrameworkPacks.Locate(), []).Root();

    public static TheoryData<string> Names => ["", .. Root.Subcommands.Select(static c => c.Name)];

    public static TheoryData<string> Lines => [.. Examples.All.Values.SelectMany(static e => e).Select(static e => e.Line).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_of_each_command_ends_with_examples(string name)
    {
        var (code, text, error) = await Meshready.Run([.. name.Length == 0 ? Array.Empty<string>() : [name], "--help"]);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("Description:", text, StringComparison.Ordinal);
        Assert.Matches($"""\nExamples:\n  meshready {(name.Length == 0 ? "" : name)}[^\n]*\n(?s:.*)\nExit code: 0 [^\n]*\n$""", text.ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Example_is_understood(string line) => Assert.Empty(Root.Parse(line["meshready".Length..].Split([" | ", " > "], StringSplitOptions.None)[0]).Errors);

    [Theory]
    [InlineData(0, 120)]
    [InlineData(-1, 120)]
    [InlineData(80, 80)]
    [InlineData(int.MaxValue, 120)]
    public void Help_fits_the_terminal(int terminal, int expected) => Assert.Equal(expected, TeachingHelp.Width(terminal));

    [Fact]
    public async Task Help_beside_a_mistake_is_help()
    {
        var (code, text, _) = await Meshready.Run("check", "--severity", "loud", "--help");
        Assert.Equal(0, code);
        Assert.Contains("Examples:", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info", 1)]
    [InlineData("warning", 1)]
    [InlineData("error", 0)]
    [InlineData("none", 0)]
    public async Task Exit_code_follows_fail_on(string level, int expected)
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");");
        Assert.Equal(expected, (await Meshready.Run("check", folder.Path, "--fail-on", level)).Code);
    }

    [Fact]
    public async Task Fail_on_none_still_tells_that_nothing_could_be_analysed()
    {
        using var folder = new TempFolder().With("Broken.csproj", "<Project");
        Assert.Equal(2, (await Meshready.Run("check", folder.Path, "--fail-on", "none")).Code);
    }

    [Fact]
    public async Task Quiet_leaves_findings_alone()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");").With("Alien/Alien.csproj", "<html/>");
        var (code, text, error) = await Meshready.Run("check", folder.Path, "--quiet");
        Assert.Equal(1, code);
        Assert.Equal("Front/Front.csproj\n  Front/Program.cs:1  warning TST0001  'http://a' is written into the code of nobody\n\n", text);
        Assert.Equal("", error);

        folder.With("Front/Program.cs", "Console.WriteLine(1);");
        Assert.Equal((0, "", ""), await Meshready.Run("check", folder.Path, "-q"));
        Assert.Equal((0, "[]\n", ""), await Meshready.Run("check", folder.Path, "--quiet", "--format", "json"));
    }

    [Fact]
    public async Task Quiet_still_tells_of_rules_that_fail()
    {
        using var folder = new TempFolder().WithService("Front", "class A { static void Main() { } }");
        Assert.Contains("FailingAnalyzer failed with InvalidOperationException", (await Meshready.Run(TestRules.Failing, "check", folder.Path, "--quiet")).Out, StringComparison.Ordinal);
        Assert.Contains("FailingAnalyzer failed with InvalidOperationException", (await Meshready.Run(TestRules.Failing, "check", folder.Path, "--quiet", "--format", "json")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_for_terminals_whose_user_wants_them()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");");
        Assert.DoesNotContain('\u001b', await Output(isInteractive: false));
        Assert.DoesNotContain('\u001b', await Output(isInteractive: true, "--no-color"));
        Assert.Equal(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")), (await Output(isInteractive: true)).Contains("\u001b[33mwarning\u001b[0m", StringComparison.Ordinal));

        async Task<string> Output(bool isInteractive, params string[] options)
        {
            using var output = new StringWriter();
            // Quiet, so that no progress is drawn, which has codes of its own.
            await new CommandLine(TestRules.All with { Analyzers = [new LiteralAnalyzer()] }, new Terminal(output, TextWriter.Null, isInteractive), FrameworkPacks.Locate(), [PackageStore.Shipped()]).RunAsync(["check", folder.Path, "--quiet", .. options]);
            return output.ToString();
        }
    }

    [Fact]
    public async Task Rules_are_all_listed()
    {
        var (code, text, _) = await Meshready.Run(Rules.Product(), "rules");
        Assert.Equal(0, code);
        Assert.Equal(Explanation.Ids(Rules.Product()), Id().Matches(text).Select(static m => m.Value).Order(StringComparer.Ordinal));
        Assert.Matches("""\nResilience\n  MSA0201  Warning or Info  behavioural\s+live   Protect a call to another service where no mesh does\n""", text);
        Assert.EndsWith($"{Explanation.Ids(Rules.Product()).Count()} rules; meshready explain ID tells more\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_list_says_what_a_program_needs()
    {
        var (_, text, _) = await Meshready.Run(Rules.Product(), "rules", "resil", "--format", "json");
        var rules = JsonDocument.Parse(text).RootElement.EnumerateArray().ToArray();
        Assert.All(rules, static r => Assert.Equal("Resilience", r.GetProperty("group").GetString()));
        var rule = rules.Single(static r => r.GetProperty("id").GetString() == "MSA0201");
        Assert.Equal(("Warning or Info", "behavioural", true, "https://github.com/meshready/meshready/blob/main/docs/rules/MSA0201.md"), (rule.GetProperty("severity").GetString(), rule.GetProperty("fix").GetString(), rule.GetProperty("live").GetBoolean(), rule.GetProperty("page").GetString()));
    }

    [Fact]
    public async Task Rule_that_speaks_only_at_the_end_of_a_build_is_not_live()
    {
        var (_, text, _) = await Meshready.Run(new Rules([new LateAnalyzer()], []), "rules", "--format", "markdown");
        Assert.Equal("## Late\n\n| Id | Rule | Severity | Fix | Live in the editor |\n|---|---|---|---|---|\n| [TST0042]() | A \\| B | Error | none | no |\n", text);
    }

    [Fact]
    public async Task Unknown_group_is_said_with_those_that_exist()
    {
        var (code, _, error) = await Meshready.Run(Rules.Product(), "rules", "cooking");
        Assert.Equal(2, code);
        Assert.StartsWith("no group holds the word 'cooking'; there are MeshReady, Addressing, Resilience", error, StringComparison.Ordinal);
    }

    [GeneratedRegex("MSA[0-9]{4}")]
    private static partial Regex Id();

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // Not shipped: it is listed in the test host only
    [Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class LateAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Late = new("TST0042", "A | B", "Late", "Late", DiagnosticSeverity.Error, true, customTags: WellKnownDiagnosticTags.CompilationEnd);

        public override System.Collections.Immutable.ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Late];

        public override void Initialize(Microsoft.CodeAnalysis.Diagnostics.AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(Microsoft.CodeAnalysis.Diagnostics.GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationAction(static _ => { });
        }
    }
}
