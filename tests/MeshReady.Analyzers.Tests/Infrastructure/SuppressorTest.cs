using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests;

/// <summary>
/// Base of the tests of suppressors: another analyzer reports, beside the project <c>TestProject</c>, its workload, the Service <c>catalog</c> and
/// the pods behind it, and the test names the text of each finding that is taken back.
/// </summary>
public abstract class SuppressorTest<TSuppressor>(string id)
    where TSuppressor : DiagnosticSuppressor, new()
{
    /// <summary>The namespace takes mutual TLS alone.</summary>
    protected static readonly (string Name, string Content) Strict = Mtls("STRICT");

    /// <summary>A namespace of Linkerd.</summary>
    protected static readonly (string Name, string Content) LinkerdSpace = ("deploy/ns-shop.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, annotations: { linkerd.io/inject: enabled } }\n");

    /// <summary>Caller, Service and callee in a namespace with Istio's sidecars.</summary>
    protected static readonly (string Name, string Content)[] Sidecars = [Meshed(), Caller(), Service("name: http, port: 80"), Workload("catalog", ports: "{ name: web, containerPort: 80 }")];

    /// <summary>A PeerAuthentication of the namespace.</summary>
    protected static (string Name, string Content) Mtls(string mode, string more = "", string name = "default", string space = "shop")
        => File($"mtls-{name}-{space}.yaml", $"apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {{ name: {name}, namespace: {space} }}\nspec:\n  mtls: {{ mode: {mode} }}\n  {more}\n");

    /// <summary>A VirtualService for the catalog with one route.</summary>
    protected static (string Name, string Content) Route(string route)
        => File("vs-catalog.yaml", $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{ name: catalog, namespace: shop }}\nspec:\n  hosts: [catalog]\n  http:\n    - {{ {route} }}\n");

    /// <summary>The texts of the findings that are taken back, sorted by place.</summary>
    protected Task<string[]> TakenBack([StringSyntax("C#-test")] string source, (string Name, string Content)[] files, string? suppress = "S1075, S5332, AL0080", string? off = null, bool mayBreak = false)
        => TakenBackFrom([new Fake(id)], source, files, suppress, off, mayBreak);

    /// <summary>As <see cref="TakenBack"/>, of other analyzers' findings.</summary>
    protected async Task<string[]> TakenBackFrom(ImmutableArray<DiagnosticAnalyzer> others, [StringSyntax("C#-test")] string source, (string Name, string Content)[] files, string? suppress = "S1075, S5332, AL0080", string? off = null, bool mayBreak = false)
    {
        var all = await Diagnose(others, source, files, suppress, off, mayBreak);
        Assert.NotEmpty(all);
        return [.. all.Where(static d => d.IsSuppressed).Select(static d => d.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(d.Location.SourceSpan))];
    }

    private async Task<IEnumerable<Diagnostic>> Diagnose(ImmutableArray<DiagnosticAnalyzer> others, string source, (string Name, string Content)[] files, string? suppress, string? off, bool mayBreak)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions(off is null ? [] : [KeyValuePair.Create(off, ReportDiagnostic.Suppress)]);
        var compilation = CSharpCompilation.Create("TestProject", [CSharpSyntaxTree.ParseText(source, parse, "Program.cs", cancellationToken: TestContext.Current.CancellationToken)], TestReferences.All, options);
        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(mayBreak || errors.Count == 0, string.Join("\n", errors));

        Exception? broken = null;
        var run = compilation.WithAnalyzers([.. others, new TSuppressor()], new CompilationWithAnalyzersOptions(
            InMemoryInputs.Of(files, suppress is null ? [] : [("meshready.suppress", suppress)]), (exception, _, _) => broken = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        var found = await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Null(broken);
        return found.Where(d => d.Id == id).OrderBy(static d => d.Location.SourceSpan.Start);
    }

    /// <summary>Reports as the real analyzer does: texts that begin with <c>http</c>, or the name in <c>AddHttpClient</c>.</summary>
    [SuppressMessage("MicrosoftCodeAnalysisDesign", "RS1017:DiagnosticId for analyzers must be a non-null constant", Justification = "One class stands for three analyzers")]
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1001:Missing diagnostic analyzer attribute", Justification = "No compiler shall find it")]
    private sealed class Fake(string id) : DiagnosticAnalyzer
    {
        private readonly DiagnosticDescriptor _rule = new(id, "A finding", "A finding", "Other", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            if (id == "AL0080")
                context.RegisterSyntaxNodeAction(Client, SyntaxKind.InvocationExpression);
            else
                context.RegisterSyntaxNodeAction(Text, SyntaxKind.StringLiteralExpression, SyntaxKind.InterpolatedStringExpression);
        }

        private void Client(SyntaxNodeAnalysisContext context)
        {
            if (context.Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "AddHttpClient" } name } })
                context.ReportDiagnostic(Diagnostic.Create(_rule, name.GetLocation()));
        }

        private void Text(SyntaxNodeAnalysisContext context)
        {
            if (context.Node.ToString().TrimStart('$', '@', '"').StartsWith("http", StringComparison.Ordinal))
                context.ReportDiagnostic(Diagnostic.Create(_rule, context.Node.GetLocation()));
        }
    }
}
