using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>A time-out that can never be reached, or leaves no time for the retries it surrounds: the protection is written down and does not work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("which of the two limits is meant, and what the callers of this service can wait for, is a decision")]
public sealed class MSA0209TimeoutInversionAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Resilience | SiteKinds.ClientRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0209",
        title: "Leave time for the retries",
        messageFormat: "{0}; {1}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (Find(context, site) is not { } found || found.Place.SyntaxTree != context.Model.SyntaxTree
            || DevelopmentGuard.IsDevelopmentOnly(found.Place, context.Model, context.CancellationToken)
            || IsOfMesh(context, found.Place)
            || !context.IsFirst(found.Place))
        {
            return;
        }

        context.Report(Diagnostic.Create(Descriptor, found.Place.GetLocation(), found.Severity, null, null, found.Trouble, found.Advice));
    }

    private static TimeInversion? Find(RuleContext context, Site site)
    {
        if (site.Node is not InvocationExpressionSyntax call)
            return null;
        if ((site.Kinds & SiteKinds.ClientRegistration) != 0)
        {
            return new ClientReader(context.Facts, context.CancellationToken).At(site) is { } client && ClientTimes.Of(client, context.Facts, context.CancellationToken) is { } times
                ? TimeInversion.Of(times)
                : null;
        }

        return site.Name switch
        {
            "AddStandardResilienceHandler" => StandardOptions.Of(call, context.Facts, context.CancellationToken) is { } options ? TimeInversion.Of(options, context.Facts, context.CancellationToken) : null,
            "AddRetry" => PipelineTimes.Of(call, context.Facts, context.CancellationToken) is { } pipeline ? TimeInversion.Of(pipeline, context.Facts, context.CancellationToken) : null,
            _ => null,
        };
    }

    /// <summary>MSA1204 knows for how long the mesh is busy, and says so of the same limit.</summary>
    private static bool IsOfMesh(RuleContext context, SyntaxNode place)
    {
        if (context.Placements.Count == 0 || !context.IsEnabled(ClientGivesUp.Rule))
            return false;
        var limits = new ClientLimitReader(context.Facts, context.CancellationToken);
        return context.Facts.Clients.All(context.CancellationToken).Any(client => limits.Of(client) is { } limit && limit.Expression == place && ClientGivesUp.Of(context, limit, [client.Address, .. client.Others]).Count > 0);
    }
}
