using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>Who repeats a request that changes something.</summary>
internal static class UnsafeRetries
{
    private static readonly string[] AfterArrival = ["5xx", "gateway-error", "reset", "retriable-4xx", "http3-post-connect-failure"];

    /// <summary>The retries of the request's client that do not spare its method.</summary>
    public static IReadOnlyList<RetryCall> Of(CodeFacts facts, UnsafeCall call, CancellationToken cancellationToken)
    {
        if (call.Client is not { Coverage.Retries: var own } client)
            return [];
        IEnumerable<RetryCall> all = client is { Origin: ClientOrigin.Factory, Coverage.DropsHandlers: false } ? [.. facts.Defaults.Retries(cancellationToken), .. own] : own;
        return [.. all.Where(retry => (retry.Triggers & RetryTriggers.Failures) != 0 && !MaySpare(retry) && RepeatedAnswers.Of(retry, client, throws: false) is { Statuses.Count: > 0 })];
    }

    /// <summary>Whether the mesh sends a request again that may have been carried out.</summary>
    public static bool RepeatsChanges(MeshRetry mesh)
        => mesh.Istio is { } istio ? istio.Names.Any(static name => Array.IndexOf(AfterArrival, name) >= 0) || istio.Statuses.Any(static s => s >= 500)
            : mesh.Linkerd is { RetryHttp.IsKnown: true };

    /// <summary>Whether the route is there for this very method: its owner has thought of it.</summary>
    public static bool IsAskedFor(MeshRoute? route, string method)
        => route is not null && route.Matches.Any(match => match.Method is { IsKnown: true, Value: { Text: var text } } && text.IndexOf(method, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the code around the request, or the registration of its client, speaks of a key that makes repetitions harmless.</summary>
    public static bool NamesIdempotencyKey(SyntaxNode call, ClientRegistration? client)
        => SpeaksOfIt(call.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? (SyntaxNode?)call.FirstAncestorOrSelf<CompilationUnitSyntax>())
            || SpeaksOfIt(client?.Node.FirstAncestorOrSelf<StatementSyntax>());

    private static bool SpeaksOfIt(SyntaxNode? code)
        => code is not null && code.DescendantTokens().Any(static t => t.ValueText.IndexOf("idempoten", StringComparison.OrdinalIgnoreCase) >= 0 || t.IsKind(SyntaxKind.StringLiteralToken) && IsRequestId(t.ValueText));

    // A header by which the peer knows a request again under another name.
    private static bool IsRequestId(string text) => text.Replace("-", "").ToUpperInvariant() is "XREQUESTID" or "REQUESTID" or "XCOMMANDID" or "COMMANDID" or "XMESSAGEID";

    /// <summary>Whether the retry may leave out requests by their method.</summary>
    // DisableForUnsafeHttpMethods(), DisableFor(HttpMethod.Post), a policy that is chosen by the request's method, options that stand elsewhere.
    public static bool MaySpare(RetryCall retry)
    {
        foreach (var part in new[] { retry.Call, Configured(retry.Call), retry.Source, retry.Source is InvocationExpressionSyntax source ? Configured(source) : null })
        {
            foreach (var token in part is InvocationExpressionSyntax call ? call.ArgumentList.DescendantTokens() : part?.DescendantTokens() ?? [])
            {
                if (token.ValueText is "DisableForUnsafeHttpMethods" or "DisableFor" or "Method" or "HttpMethod")
                    return true;
            }
        }

        return CallChain.NameOf(retry.Call)?.Identifier.ValueText == "AddStandardResilienceHandler"
            && retry.Call.ArgumentList.Arguments.Any(static a => a.Expression is not AnonymousFunctionExpressionSyntax);
    }

    private static SyntaxNode? Configured(InvocationExpressionSyntax call)
        => call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure", Parent: InvocationExpressionSyntax next } ? next : null;
}
