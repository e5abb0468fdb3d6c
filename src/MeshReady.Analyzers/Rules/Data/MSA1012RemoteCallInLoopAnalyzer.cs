using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Loops;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Data;

/// <summary>One remote call for each element makes a request as slow, and as fragile, as the collection is long.</summary>
/// <remarks>The loop is over elements; one that repeats the same call is MSA0208's, also where it stands in such a loop.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("the other service has to offer a call for many elements first")]
public sealed class MSA1012RemoteCallInLoopAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ElementLoop)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1012",
        title: "Ask another service once for many elements",
        messageFormat: "'{0}' calls another service once for each element of '{1}'{2}; ask for all in one call",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null && symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (new ElementLoopReader(context.Facts, context.CancellationToken).At(site) is not { } loop
            || !context.IsFirst(loop.Call)
            || CodePlace.Of(site.Node, context.Model, context.CancellationToken) is not { } place || RequestCode.IsStartUp(place)
            || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
        {
            return;
        }

        // A caller waits for what a request reads, one answer after the other. Elsewhere it is time that somebody may have.
        var isSlow = loop.IsRead && !loop.IsConcurrent && StateFacts.For(context.Facts).Requests.Reaches(place, context.CancellationToken);
        var collection = loop.Collection.ToString();
        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(loop.Call),
            isSlow ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            [site.Node.GetFirstToken().GetLocation()],
            null,
            CallChain.NameOf(loop.Call)?.Identifier.ValueText ?? "the call",
            collection.Length <= 60 && collection.IndexOf('\n') < 0 ? collection : "the collection",
            loop.IsConcurrent ? ", many at once" : ", one after the other"));
    }
}
