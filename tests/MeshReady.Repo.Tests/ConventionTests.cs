using System.Reflection;
using System.Text.RegularExpressions;
using MeshReady.Analyzers;
using MeshReady.Dev.Catalog;

namespace MeshReady.Repo.Tests;

/// <summary>One rule, one name; and the house rules that no compiler checks.</summary>
public sealed class ConventionTests
{
    private const int LongestFile = 300;
    private const int FewestCases = 6;

    [Fact]
    public void Analyzer_is_a_sealed_class_named_id_and_name_with_one_id()
    {
        var problems = from rule in RuleCatalog.Rules
                       from problem in Problems(rule)
                       select $"{rule.Analyzer.Name}: {problem}";
        Assert.Empty(problems);

        static IEnumerable<string> Problems(RuleInfo rule)
        {
            if (!rule.Analyzer.IsSealed)
                yield return "is not sealed";
            if (!rule.Analyzer.IsSubclassOf(typeof(MeshAnalyzer)) && !rule.Analyzer.IsSubclassOf(typeof(SystemRuleAnalyzer)))
                yield return "does not derive from MeshAnalyzer or SystemRuleAnalyzer";
            if (rule.Descriptors.Select(d => d.Id).Distinct().Count() != 1)
                yield return "has more than one id";
            if (rule.Descriptors.Select(d => d.Category).Distinct().Count() != 1)
                yield return "has more than one category";
            if (!rule.Analyzer.Name.StartsWith(rule.Id, StringComparison.Ordinal) || !rule.Analyzer.Name.EndsWith("Analyzer", StringComparison.Ordinal) || rule.Name.Length == 0)
                yield return $"is not named {rule.Id}…Analyzer";
            if (rule.Analyzer.Namespace != $"MeshReady.Analyzers.Rules.{rule.Category}")
                yield return $"is not in the namespace of {rule.Category}";
            if (!File.Exists(Checkout.Repository[$"src/MeshReady.Analyzers/Rules/{rule.Category}/{rule.Analyzer.Name}.cs"]))
                yield return $"is not in Rules/{rule.Category}/{rule.Analyzer.Name}.cs";
        }
    }

    [Fact]
    public void Rule_over_the_system_stands_in_the_model_under_the_name_of_its_analyzer()
        => Assert.Empty(from analyzer in RuleCatalog.Analyzers.OfType<SystemRuleAnalyzer>()
                        let info = RuleCatalog.Rules.Single(r => r.Analyzer == analyzer.GetType())
                        let rule = analyzer.SystemRule.GetType()
                        where analyzer.SystemRule.Id != info.Id || !rule.IsSealed || rule.FullName != $"MeshReady.Model.Rules.{info.Category}.{info.Stem}Rule"
                            || !File.Exists(Checkout.Repository[$"src/MeshReady.Model/Rules/{info.Category}/{rule.Name}.cs"])
                        select $"{rule.FullName} ({analyzer.SystemRule.Id}) is not the sealed class {info.Stem}Rule in src/MeshReady.Model/Rules/{info.Category}");

    [Fact]
    public void Suppressor_is_a_sealed_class_named_id_and_name_with_one_descriptor()
    {
        var ranges = IdRanges.Read(Checkout.Repository);
        Assert.NotEmpty(RuleCatalog.Suppressors);
        Assert.Equal(RuleCatalog.Suppressors.Select(s => s.Id).Distinct(), RuleCatalog.Suppressors.Select(s => s.Id));
        Assert.Equal(RuleCatalog.Suppressors.Select(s => s.SuppressedId).Distinct(), RuleCatalog.Suppressors.Select(s => s.SuppressedId));
        Assert.Empty(from suppressor in RuleCatalog.Suppressors
                     from problem in Problems(suppressor)
                     select $"{suppressor.Type.Name}: {problem}");

        IEnumerable<string> Problems(SuppressorInfo suppressor)
        {
            if (!suppressor.Type.IsSealed || !suppressor.Type.IsSubclassOf(typeof(MeshSuppressor)))
                yield return "is not a sealed MeshSuppressor";
            if (suppressor.Type.GetCustomAttribute<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerAttribute>() is null)
                yield return "is not offered to the compiler";
            if (suppressor.Descriptors.Count != 1)
                yield return "has not one descriptor";
            if (!Regex.IsMatch(suppressor.Id, @"^MSASPR\d{4}$") || !suppressor.Type.Name.StartsWith(suppressor.Id, StringComparison.Ordinal) || !suppressor.Type.Name.EndsWith("Suppressor", StringComparison.Ordinal) || suppressor.Stem.Length == suppressor.Id.Length)
                yield return $"is not named {suppressor.Id}…Suppressor";
            if (suppressor.Justification.Length == 0)
                yield return "does not say why";
            var group = ranges.GroupOf(suppressor.RuleId);
            if (suppressor.Type.Namespace != $"MeshReady.Analyzers.Rules.{group}" || !File.Exists(Checkout.Repository[$"src/MeshReady.Analyzers/Rules/{group}/{suppressor.Type.Name}.cs"]))
                yield return $"is not in Rules/{group}/{suppressor.Type.Name}.cs";
        }
    }

    [Fact]
    public void Id_belongs_to_one_analyzer_and_lies_in_the_block_of_its_category()
    {
        var ranges = IdRanges.Read(Checkout.Repository);
        Assert.Equal(RuleCatalog.Rules.Select(r => r.Id).Distinct(), RuleCatalog.Rules.Select(r => r.Id));
        Assert.All(RuleCatalog.Rules, r => Assert.Equal(r.Category, ranges.GroupOf(r.Id)));
    }

    [Fact]
    public void Rule_has_either_a_fix_or_a_reason_for_none()
        => Assert.Empty(RuleCatalog.Rules.Where(r => r.Fixes.Count > 0 == r.NoFixReason is not null).Select(r => $"{r.Stem}: {r.Fixes.Count} fixes, reason: {r.NoFixReason ?? "none given"}"));

    [Fact]
    public void Fix_is_a_sealed_class_named_after_its_rule()
    {
        foreach (var fix in RuleCatalog.Fixes)
        {
            var type = fix.GetType();
            var rule = Assert.Single(RuleCatalog.Rules, r => fix.FixableDiagnosticIds.SequenceEqual([r.Id]));
            Assert.True(type.IsSealed, type.Name);
            Assert.StartsWith(rule.Stem, type.Name, StringComparison.Ordinal);
            Assert.EndsWith("Fix", type.Name, StringComparison.Ordinal);
            Assert.True(File.Exists(Checkout.Repository[$"src/MeshReady.CodeFixes/Rules/{rule.Category}/{type.Name}.cs"]), type.Name);
        }
    }

    [Fact]
    public void Files_of_rules_begin_with_the_id_of_a_rule_of_their_folder()
    {
        foreach (var root in (string[])["src/MeshReady.Analyzers/Rules", "src/MeshReady.CodeFixes/Rules", "src/MeshReady.Model/Rules", "tests/MeshReady.Analyzers.Tests/Rules", "tests/MeshReady.Model.Tests/Rules"])
        {
            var strays = Checkout.Sources(root).Select(Checkout.Repository.Relative)
                .Where(f => !RuleCatalog.Rules.Any(r => f.StartsWith($"{root}/{r.Category}/{r.Stem}", StringComparison.Ordinal)))
                .Where(f => !RuleCatalog.Suppressors.Any(s => f.StartsWith($"{root}/{s.Type.Namespace!.Split('.')[^1]}/{s.Stem}", StringComparison.Ordinal)))
                .ToArray();
            Assert.Empty(strays);
        }
    }

    [Fact]
    public void Rule_has_tests_of_at_least_six_cases()
    {
        List<string> problems = [];
        var all = RuleCatalog.Rules.Select(r => (r.Category, r.Stem)).Concat(RuleCatalog.Suppressors.Select(s => (Category: s.Type.Namespace!.Split('.')[^1], s.Stem)));
        foreach (var (category, stem) in all)
        {
            var folder = $"tests/MeshReady.Analyzers.Tests/Rules/{category}";
            if (!File.Exists(Checkout.Repository[$"{folder}/{stem}Tests.cs"]))
            {
                problems.Add($"{folder}/{stem}Tests.cs is missing");
                continue;
            }

            // A rule over the system decides on the graph, and is tested there; its analyzer only shows the findings.
            var cases = Checkout.Repository.Files(folder, stem + "*.cs").Concat(Checkout.Repository.Files($"tests/MeshReady.Model.Tests/Rules/{category}", stem + "*.cs")).Sum(TestCases.Count);
            if (cases < FewestCases)
                problems.Add($"{stem}Tests has {cases} cases, needs {FewestCases}");
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Source_file_is_at_most_300_lines_long()
        => Assert.Empty(Checkout.Sources("src")
            .Select(f => (File: Checkout.Repository.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > LongestFile)
            .Select(f => $"{f.File} has {f.Lines} lines: move what makes it long to Facts or to the model"));

    [Fact]
    public void Nothing_is_left_undone_and_no_test_counts_columns()
    {
        // Written apart, so that this file does not find itself. A location by the key of a markup is fine.
        var banned = new Regex(string.Join('|', @"\.With" + @"Span\(", @"\.With" + @"Location\([^()]*,", @"\bTO" + @"DO\b", @"\bFIX" + @"ME\b", "NotImplemented" + "Exception"));
        var hits = from file in Checkout.Sources("src").Concat(Checkout.Sources("tests"))
                   from line in File.ReadLines(file).Select((text, i) => (Text: text, Number: i + 1))
                   where banned.IsMatch(line.Text)
                   select $"{Checkout.Repository.Relative(file)}({line.Number}): {line.Text.Trim()}";
        Assert.Empty(hits);
    }

    [Fact]
    public void Root_holds_what_the_layout_names()
    {
        string[] visible = ["Analyzers.sln", "LICENSE", "README.md", "docs", "nuget.config", "src", "tests"];
        string[] hidden = [".ci", ".editorconfig", ".gitattributes", ".gitignore"];
        string[] local = [".git", ".idea", ".vs", ".vscode", "TestResults", "artifacts"];
        var entries = Directory.EnumerateFileSystemEntries(Checkout.Repository.Root).Select(e => Path.GetFileName(e)!).Except(local).Order(StringComparer.Ordinal);
        Assert.Equal(visible.Concat(hidden).Order(StringComparer.Ordinal), entries);
    }

    [Fact]
    public void Analyzer_assembly_holds_no_other_analyzer()
        => Assert.All(
            typeof(MeshAnalyzer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer)) && !t.IsAbstract),
            t => Assert.NotNull(t.GetCustomAttribute<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerAttribute>()));
}
