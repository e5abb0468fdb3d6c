using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>Two handlers that repeat multiply: each try of the outer one is all tries of the inner one, just when the peer is in trouble.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0204StackedRetriesAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ClientRegistration)
{
    /// <summary>The property of a finding whose other handlers are the defaults of all clients, which one call takes away.</summary>
    internal const string OnDefaults = "MeshReady.OnDefaults";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0204",
        title: "Retry a client in one handler",
        messageFormat: "'{0}' is retried by {1} and again by {2}{3}; keep one of them",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null && symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.ClientRegistration) == 0
            || new ClientReader(context.Facts, context.CancellationToken).At(site) is not { } client
            || RetryStack.Of(context.Facts, client, context.CancellationToken) is not { } stack
            || stack.Last.Call.SyntaxTree != context.Model.SyntaxTree
            || DevelopmentGuard.IsDevelopmentOnly(stack.Last.Call, context.Model, context.CancellationToken)
            || ResilienceOrder.IsEndless(context, stack.Last.Retry)
            || ResilienceOrder.IsOfMesh(context, site, client, stack.Others.Append(stack.Last).Select(static handler => handler.Retry))
            || !context.IsFirst(stack.Last.Call))
        {
            return;
        }

        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(stack.Last.Call),
            stack.Others.SelectMany(handler => context.Further(handler.Call)),
            stack is { Own.Count: 1 } && stack.Defaults.All(static handler => handler.Name.EndsWith("ResilienceHandler", StringComparison.Ordinal)) ? ImmutableDictionary<string, string?>.Empty.Add(OnDefaults, null) : null,
            client.Label,
            string.Join(", ", stack.Others.Select(other => stack.Defaults.Contains(other) ? $"{Said(other)} of all clients ({other.Place})" : Said(other))),
            Said(stack.Last),
            stack.Requests is { } requests ? string.Format(CultureInfo.InvariantCulture, ": up to {0} requests for one call", requests) : ""));
    }

    private static string Said(StackedHandler handler) => handler.Retry.Retries switch
    {
        null => handler.Name,
        int.MaxValue => handler.Name + " (for ever)",
        var count => string.Format(CultureInfo.InvariantCulture, "{0} ({1} tries)", handler.Name, count + 1L),
    };
}
