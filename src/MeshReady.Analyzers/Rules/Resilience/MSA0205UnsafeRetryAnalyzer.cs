using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Resilience;

/// <summary>A request that changes something runs again although the peer may have carried it out: the order is placed twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0205UnsafeRetryAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ClientRegistration | SiteKinds.Resilience)
{
    /// <summary>The property of a finding at a handler that one call makes spare unsafe methods.</summary>
    internal const string CanSpare = "MeshReady.CanSpare";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0205",
        title: "Do not retry requests that change something",
        messageFormat: "{0} of {1} is sent again when a try fails ({2}), although the peer may have carried it out; {3}",
        category: Category.Resilience,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private const string ByKey = "retry only what may run twice, or send an idempotency key";

    // A policy in one file repeats calls in another: each is reported where it stands.
    private protected override bool ReadsDocuments => true;

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void AnalyzeDocument(RuleContext context)
    {
        foreach (var change in RepeatedChanges.For(context.Facts).ByHand(context.CancellationToken))
        {
            if (change.Call.SyntaxTree != context.Model.SyntaxTree || !RepeatedChanges.IsUnsafe(context, change.Method)
                || UnsafeRetries.NamesIdempotencyKey(change.Call, change.Client)
                || ResilienceOrder.IsRepeatedByMesh(context, change.Client, change.Call)
                || DevelopmentGuard.IsDevelopmentOnly(change.Call, context.Model, context.CancellationToken)
                || DevelopmentGuard.IsDevelopmentOnly(change.Retry.Call, context.Facts.ModelOf(change.Retry.Call.SyntaxTree), context.CancellationToken)
                || !context.IsFirst(change.Call))
            {
                continue;
            }

            var call = (InvocationExpressionSyntax)change.Call;
            context.Report(Diagnostic.Create(
                Descriptor, CallChain.LocationOf(call), context.Further(change.Retry.Call), change.Method, $"'{NameOf(change.Client, call)}'", Said(change.Retry), ByKey));
        }
    }

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Name == "ConfigureHttpClientDefaults" && site.Node is InvocationExpressionSyntax defaults)
            OfDefaults(context, site, defaults);
        else if ((site.Kinds & SiteKinds.ClientRegistration) != 0 && new ClientReader(context.Facts, context.CancellationToken).At(site) is { } client)
            OfClient(context, site, client);
    }

    private static void OfClient(RuleContext context, Site site, ClientRegistration client)
    {
        if (client.Family == SinkFamily.Grpc)
        {
            OfGrpc(context, client);
            return;
        }

        if (client.Origin != ClientOrigin.Factory)
            return;
        var own = RepeatedChanges.Unsparing(client.Coverage.Retries.Concat(client.Coverage.Further), client).FirstOrDefault();
        if (own is not null)
        {
            Report(context, site, client, own, own.Call, 0);
            return;
        }

        // The defaults of the project are reported where they are set.
        if (!client.Coverage.DropsHandlers && context.Facts.Defaults.Retries(context.CancellationToken).Count == 0
            && RepeatedChanges.Unsparing(context.Facts.Defaults.Inherited(context.CancellationToken), client).FirstOrDefault() is { } inherited
            && client.Node is InvocationExpressionSyntax registration)
        {
            Report(context, site, client, inherited, registration, 0);
        }
    }

    private static void OfDefaults(RuleContext context, Site site, InvocationExpressionSyntax defaults)
    {
        var retries = new ChainReader(context.Facts, context.CancellationToken).ReadBody(defaults.ArgumentList).Retries;
        List<ClientRegistration> clients = [.. context.Facts.Clients.All(context.CancellationToken).Where(client => client is { Origin: ClientOrigin.Factory, Family: not SinkFamily.Grpc, Coverage.DropsHandlers: false }
            && !RepeatedChanges.Unsparing(client.Coverage.Retries.Concat(client.Coverage.Further), client).Any() && RepeatedChanges.ChangeOf(context, client) is not null)];
        if (clients.Count > 0 && RepeatedChanges.Unsparing(retries, clients[0]).FirstOrDefault() is { } retry)
            Report(context, site, clients[0], retry, retry.Call, clients.Count - 1);
    }

    private static void Report(RuleContext context, Site site, ClientRegistration client, RetryCall retry, InvocationExpressionSyntax place, int others)
    {
        if (place.SyntaxTree != context.Model.SyntaxTree || RepeatedChanges.ChangeOf(context, client) is not { } change
            || DevelopmentGuard.IsDevelopmentOnly(place, context.Model, context.CancellationToken)
            || ResilienceOrder.IsOfMesh(context, site, client, [retry])
            || ResilienceOrder.IsGraver(context, client, retry)
            || ResilienceOrder.IsRepeatedByMesh(context, client, change.Node)
            || !context.IsFirst(place))
        {
            return;
        }

        var canSpare = place == retry.Call && CallChain.NameOf(place)?.Identifier.ValueText == "AddStandardResilienceHandler" && !RetryCount.IsConfigured(place);
        var advice = canSpare || CallChain.NameOf(retry.Call)?.Identifier.ValueText == "AddStandardResilienceHandler" ? "call DisableForUnsafeHttpMethods() on its retry, or send an idempotency key" : ByKey;
        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(place),
            context.Further(change.Node),
            canSpare ? ImmutableDictionary<string, string?>.Empty.Add(CanSpare, null) : null,
            change.Method,
            others == 0 ? $"'{client.Label}'" : $"'{client.Label}' (and of {others} other {(others == 1 ? "client" : "clients")})",
            place == retry.Call ? Said(retry) : $"{Said(retry)} of all clients, {StackedHandler.Of(retry).Place}",
            advice));
    }

    private static void OfGrpc(RuleContext context, ClientRegistration client)
    {
        if (GrpcRepetition.Of(context.Facts, client, context.CancellationToken) is not { } repetition
            || repetition.Place.SyntaxTree != context.Model.SyntaxTree
            || UnsafeRetries.NamesIdempotencyKey(client.Node, client)
            || DevelopmentGuard.IsDevelopmentOnly(repetition.Place, context.Model, context.CancellationToken)
            || !context.IsFirst(repetition.Place))
        {
            return;
        }

        // Which methods change something, their names alone say; that a hedged one runs twice is sure.
        context.Report(Diagnostic.Create(
            Descriptor,
            repetition.Place.GetLocation(),
            repetition.IsHedged ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            null,
            null,
            repetition.Method,
            $"'{client.Label}'",
            repetition.IsHedged ? "HedgingPolicy for every method" : $"RetryPolicy for every method on {string.Join(", ", repetition.Codes)}",
            "name the methods that may run twice, and retry on Unavailable alone"));
    }

    private static string NameOf(ClientRegistration? client, InvocationExpressionSyntax call)
        => client is not null ? RetryAmplification.NameOf(client) : call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } ? receiver.ToString() : call.Expression.ToString();

    private static string Said(RetryCall retry) => (CallChain.NameOf(retry.Call)?.Identifier.ValueText ?? "retry") + (retry.Retries is { } ? ", " + RetryArithmetic.OfCode(retry.Retries) : "");
}
