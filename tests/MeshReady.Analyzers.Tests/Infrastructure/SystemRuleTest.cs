using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests;

/// <summary>
/// Runs a rule over the system in one of its projects, <c>src/web/web.csproj</c>, with the snapshot of the others beside it, as an editor and
/// a build do; shows what it finds as text: <c>Warning src/web/Program.cs:7 message</c>. What the rule itself decides is tested on graphs.
/// </summary>
public abstract class SystemRuleTest<TAnalyzer>
    where TAnalyzer : SystemRuleAnalyzer, new()
{
    private const string Root = "/repo";

    private const string Usings = """
        global using System;
        global using System.Net.Http;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    /// <summary>What the rule finds in the project, in the order of file and line.</summary>
    /// <param name="program">Its <c>Program.cs</c>.</param>
    /// <param name="others">The facts of the other projects; none means that there is no snapshot.</param>
    /// <param name="files">Manifests and settings, with paths from the root.</param>
    /// <param name="settings">Settings of the compilation.</param>
    /// <param name="packages">Packages that it refers to.</param>
    /// <param name="other">Another rule that is asked in place of this one.</param>
    protected static async Task<string> Find([StringSyntax("C#-test")] string program, ProjectFacts[] others, (string Name, string Content)[]? files = null, (string Key, string Value)[]? settings = null, string[]? packages = null, DiagnosticAnalyzer? other = null)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create(
            "web",
            [CSharpSyntaxTree.ParseText(Usings, options, $"{Root}/src/web/Usings.cs"), CSharpSyntaxTree.ParseText(program, options, $"{Root}/src/web/Program.cs")],
            [.. TestReferences.All, .. PackageReferences.Of(packages ?? [])],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));

        (string, string)[] snapshot = [.. others.Select(static facts => ($"{Root}/{SnapshotFiles.Folder}/{SnapshotFiles.NameOf(facts.Project)}", FactsWriter.Write(facts)))];
        (string, string)[] around = [.. (files ?? []).Select(static file => ($"{Root}/{file.Name}", file.Content))];
        var analysis = compilation.WithAnalyzers([other ?? new TAnalyzer()], InMemoryInputs.Of(
                [.. snapshot, .. around],
                [
                ("build_property.MSBuildProjectName", "web"), ("build_property.MSBuildProjectDirectory", $"{Root}/src/web"), ("build_property.MeshReadyRootFolder", Root),
                    .. settings ?? [],
                ]));
        var found = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        // What stands in the code shows while it is typed.
        var live = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(compilation.SyntaxTrees[1]), null, TestContext.Current.CancellationToken);
        Assert.Equal(found.Count(static d => d.Location.IsInSource), live.Length);
        return string.Join("\n", found.Select(static d => (Span: d.Location.GetLineSpan(), Finding: d)).OrderBy(static d => d.Span.Path, StringComparer.Ordinal).ThenBy(static d => d.Span.StartLinePosition)
            .Select(static d => string.Create(CultureInfo.InvariantCulture, $"{d.Finding.Severity} {d.Span.Path[(Root.Length + 1)..]}:{d.Span.StartLinePosition.Line + 1} {d.Finding.GetMessage(CultureInfo.InvariantCulture)}")));
    }

    /// <summary>The facts of another program, in <c>src/NAME</c>.</summary>
    protected static ProjectFacts Other(string name) => new($"src/{name}/{name}.csproj", name, ProjectKind.Service) { HasOtherEndpoints = false };

    /// <summary>A call of another program to a host.</summary>
    protected static CallFact CallFrom(string name, string host) => new(CallProtocol.Http, new($"src/{name}/Program.cs", 5)) { Scheme = "http", Host = host };
}
