using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Loops;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>A loop around a remote call knows neither jitter nor a budget, and multiplies with every retry below and above it.</summary>
/// <remarks>
/// Endless loops of the code belong here, Polly's endless retries to MSA0206. A loop over elements is MSA1012's, which in
/// turn leaves a call alone that such a loop repeats for one element.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("what is repeated, and when it is given up, is spread over the loop; the page shows the handler that replaces it")]
public sealed class MSA0208HandRolledRetryAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.RetryLoop)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0208",
        title: "Leave retries to a resilience handler or the mesh",
        messageFormat: "This loop repeats '{0}' by hand{1}; {2}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null && symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        // A pause and a catch lead to the same loop.
        if (RetryLoopReader.LoopAround(site.Node) is not { } loop || !context.IsFirst(loop)
            || new RetryLoopReader(context.Facts, context.Model, context.CancellationToken).Of(loop) is not { } retry
            || DevelopmentGuard.IsDevelopmentOnly(loop, context.Model, context.CancellationToken))
        {
            return;
        }

        List<string> faults = [];
        if (!retry.IsBounded)
            faults.Add("never gives up");
        if (!retry.Pauses)
            faults.Add("does not pause");
        if (retry.Method is not null)
            faults.Add($"may do the work of a {retry.Method} twice");
        var isMeshed = context.Mesh.State == MeshState.Meshed;
        if (isMeshed)
            faults.Add("multiplies with the tries of the sidecar");

        // Who waits in the background keeps nobody else waiting.
        var isPatient = faults.Count == 1 && !retry.IsBounded
            && loop.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && context.Model.GetDeclaredSymbol(type, context.CancellationToken) is ITypeSymbol hosted && hosted.IsOrInherits("Microsoft.Extensions.Hosting.IHostedService");

        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(retry.Call),
            faults.Count > 0 && !isPatient ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            [loop.GetFirstToken().GetLocation()],
            null,
            CallChain.NameOf(retry.Call)?.Identifier.ValueText ?? "the call",
            faults.Count > 0 ? $": it {string.Join(", ", faults)}" : ", without jitter or a budget for all callers",
            isMeshed ? "leave the retry to the mesh" : "call once and add a resilience handler to the client"));
    }
}
