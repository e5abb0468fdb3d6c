using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Tests;

/// <summary>
/// Runs a rule on clients over a project named <c>web</c> that the Deployment <c>web</c> of a meshed namespace runs, with the
/// libraries of <see cref="ResilienceLibraries"/>, and shows what it finds as text: <c>Warning 3 message</c>, the line first.
/// </summary>
public abstract class ClientAgreementTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Settings that declare the manifests to be all that runs.</summary>
    protected static readonly (string Key, string Value)[] Complete = [("build_property.MeshReadyComplete", "true")];

    /// <summary>A namespace <c>shop</c> in which Istio puts sidecars into pods.</summary>
    protected static readonly (string Name, string Content) Meshed = ("k8s/namespace.yaml", Namespace("    istio-injection: enabled"));

    /// <summary>The namespace in Istio's ambient mode, without a waypoint.</summary>
    protected static readonly (string Name, string Content) Ambient = ("k8s/namespace.yaml", Namespace("    istio.io/dataplane-mode: ambient"));

    /// <summary>The namespace in Istio's ambient mode, served by a waypoint.</summary>
    protected static readonly (string Name, string Content) Waypointed = ("k8s/namespace.yaml", Namespace("    istio.io/dataplane-mode: ambient\n    istio.io/use-waypoint: waypoint"));

    /// <summary>The namespace with Linkerd's proxies.</summary>
    protected static readonly (string Name, string Content) Linkerd = ("k8s/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations:\n    linkerd.io/inject: enabled\n");

    /// <summary>The namespace without any mesh.</summary>
    protected static readonly (string Name, string Content) Plain = ("k8s/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n");

    /// <summary>The project's workload.</summary>
    protected static (string Name, string Content) Web(string annotations = "", string path = "k8s/web.yaml") => (path, $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          template:
            metadata:
              labels:
                app: web
              annotations:
                team: shop
        {{annotations}}
            spec:
              containers:
                - name: web
                  image: registry/web:1
        """);

    /// <summary>A Service of the namespace.</summary>
    protected static (string Name, string Content) Service(string name, string annotations = "", string port = "http") => ($"k8s/{name}-service.yaml", $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{name}}
          namespace: shop
          annotations:
            team: shop
        {{annotations}}
        spec:
          selector:
            app: {{name}}
          ports:
            - name: {{port}}
              port: 80
        """);

    /// <summary>A VirtualService; <paramref name="route"/> is its <c>http</c> from line 9 on, two columns in.</summary>
    protected static (string Name, string Content) Route(string host, string route, string extra = "", string? path = null) => (path ?? $"k8s/{host}.yaml", $"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: {host}
          namespace: shop
        spec:
          hosts: [{host}]
          http:
        {route}
        {extra}
        """);

    /// <summary>One route with these retries.</summary>
    protected static (string Name, string Content) Retries(string host, string retries, string more = "")
        => Route(host, $"  - retries: {retries}\n    route: [{{destination: {{host: {host}}}}}]{(more.Length > 0 ? "\n    " + more : "")}");

    /// <summary>What the rule finds beside the meshed workload and these manifests.</summary>
    protected static Task<string> Find([StringSyntax("C#-test")] string program, params (string Name, string Content)[] files)
        => FindIn(program, [Meshed, Web(), .. files]);

    /// <summary>What the rule finds beside exactly these files.</summary>
    protected static async Task<string> FindIn([StringSyntax("C#-test")] string program, (string Name, string Content)[] files, (string Key, string Value)[]? settings = null, string[]? off = null, bool mayBreak = false)
        => string.Join("\n", (await Diagnose(program, files, settings, off, mayBreak)).Select(Show));

    /// <summary>The findings themselves.</summary>
    protected static async Task<ImmutableArray<Diagnostic>> Diagnose([StringSyntax("C#-test")] string program, (string Name, string Content)[] files, (string Key, string Value)[]? settings = null, string[]? off = null, bool mayBreak = false)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12);
        var sources = ResilienceLibraries.All.Select((text, i) => CSharpSyntaxTree.ParseText(text, parse, $"Library{i}.cs", cancellationToken: TestContext.Current.CancellationToken));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions((off ?? []).Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));
        var compilation = CSharpCompilation.Create("web", [CSharpSyntaxTree.ParseText(program, parse, "Program.cs", cancellationToken: TestContext.Current.CancellationToken), .. sources], TestReferences.All, options);
        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(mayBreak || errors.Count == 0, string.Join("\n", errors));

        var found = await compilation
            .WithAnalyzers([new TAnalyzer()], InMemoryInputs.Of(files, settings))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(static d => d.Location.SourceSpan.Start).ThenBy(static d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The program after the fix of its only finding, or null where none is offered. What is mended must compile, and the rule
    /// finds nothing in it.
    /// </summary>
    protected static async Task<string?> Mend<TFix>([StringSyntax("C#-test")] string program, (string Name, string Content)[] files, (string Key, string Value)[]? settings = null)
        where TFix : CodeFixProvider, new()
    {
        var finding = Assert.Single(await Diagnose(program, files, settings));
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "web", "web", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp12),
            metadataReferences: TestReferences.All));
        foreach (var (library, i) in ResilienceLibraries.All.Select(static (text, i) => (text, i)))
            project = project.AddDocument($"Library{i}.cs", library).Project;
        var document = project.AddDocument("Program.cs", SourceText.From(program), filePath: "Program.cs");

        // The finding belongs to another compilation of the same text.
        var tree = (await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!;
        var here = Diagnostic.Create(finding.Descriptor, Location.Create(tree, finding.Location.SourceSpan), finding.AdditionalLocations.Select(l => l.IsInSource ? Location.Create(tree, l.SourceSpan) : l), finding.Properties);
        var actions = new List<CodeAction>();
        await new TFix().RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        if (actions.Count == 0)
            return null;
        var operation = Assert.Single((await Assert.Single(actions).GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>());
        var mended = (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.Equal("", await FindIn(mended, files, settings));
        return mended;
    }

    private static string Namespace(string labels) => $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n{labels}\n";

    private static string Show(Diagnostic diagnostic)
        => string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Severity} {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
}
