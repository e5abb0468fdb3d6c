using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>The answers after which code asks once more. A peer that cannot be reached is the answer 503 (gRPC: unavailable) of the caller's own proxy.</summary>
/// <param name="Statuses">The statuses of HTTP.</param>
/// <param name="Codes">The codes of gRPC, as meshes write them: <c>deadline-exceeded</c>.</param>
internal sealed record RepeatedAnswers(IReadOnlyCollection<int> Statuses, IReadOnlyCollection<string> Codes)
{
    /// <summary>Nothing that a proxy answers.</summary>
    public static readonly RepeatedAnswers None = new([], []);

    private static readonly Dictionary<string, int> StatusNames = new(StringComparer.Ordinal)
    {
        ["RequestTimeout"] = 408, ["Conflict"] = 409, ["TooManyRequests"] = 429, ["InternalServerError"] = 500, ["NotImplemented"] = 501,
        ["BadGateway"] = 502, ["ServiceUnavailable"] = 503, ["GatewayTimeout"] = 504,
    };

    private static readonly Dictionary<string, string> CodeNames = new(StringComparer.Ordinal)
    {
        ["Cancelled"] = "cancelled", ["DeadlineExceeded"] = "deadline-exceeded", ["Internal"] = "internal", ["ResourceExhausted"] = "resource-exhausted", ["Unavailable"] = "unavailable",
    };

    private static readonly HashSet<string> TransientNames = new(StringComparer.Ordinal)
    {
        "HandleTransientHttpError", "OrTransientHttpError", "OrTransientHttpStatusCode", "IsTransient", "HttpRetryStrategyOptions",
    };

    private static readonly HashSet<string> Failures = new(StringComparer.Ordinal)
    {
        "HttpRequestException", "Exception", "ApiException", "FlurlHttpException",
    };

    private static readonly int[] ServerErrors = [.. Enumerable.Range(500, 100)];

    private static readonly RepeatedAnswers Transient = new([408, .. ServerErrors], []);

    /// <summary>What a retry repeats; null where that cannot be told.</summary>
    /// <param name="retry">The retry.</param>
    /// <param name="client">The client that it repeats.</param>
    /// <param name="throws">Whether a failed answer reaches the retry as an exception.</param>
    public static RepeatedAnswers? Of(RetryCall retry, ClientRegistration client, bool throws)
    {
        if (retry.Source is not InvocationExpressionSyntax source)
            return client.Family == SinkFamily.Grpc ? new([], CodesIn(retry.Source)) : null;
        var name = CallChain.NameOf(source)?.Identifier.ValueText;
        SyntaxNode? said = name switch
        {
            "AddStandardResilienceHandler" => ShouldHandle(source),
            "AddRetry" => (SyntaxNode?)ShouldHandle(source) ?? source.ArgumentList,
            _ => (source.Expression as MemberAccessExpressionSyntax)?.Expression,
        };

        // For gRPC every answer has the status 200, or is turned into it: handlers of HTTP repeat none.
        if (client.Family == SinkFamily.Grpc)
            return said is not null && Names(said, "RpcException") ? OfRpc(said) : None;
        if (name == "AddStandardResilienceHandler" && said is null)
            return new([408, 429, .. ServerErrors], []);
        if (said is null)
            return null;

        // AddTransientHttpErrorPolicy(p => p.RetryAsync(3)): the library says what p handles.
        var isHandler = retry.Call != source || IsInsideTransientPolicy(source);
        if (said is IdentifierNameSyntax)
            return IsInsideTransientPolicy(source) ? Transient : null;
        return Read(said, throws && !isHandler);
    }

    private static bool IsInsideTransientPolicy(InvocationExpressionSyntax source)
        => source.Ancestors().OfType<InvocationExpressionSyntax>().Any(static call => CallChain.NameOf(call)?.Identifier.ValueText == "AddTransientHttpErrorPolicy");

    /// <summary>The statuses that a condition speaks of.</summary>
    public static RepeatedAnswers Of(SyntaxNode condition) => Read(condition, throws: false);

    private static RepeatedAnswers Read(SyntaxNode said, bool throws)
    {
        var statuses = new SortedSet<int>();
        var isFailure = false;
        foreach (var token in said.DescendantTokens())
        {
            var text = token.ValueText;
            if (token.IsKind(SyntaxKind.IdentifierToken) && TransientNames.Contains(text))
                statuses.UnionWith(Transient.Statuses);
            else if (token.IsKind(SyntaxKind.IdentifierToken) && text == "IsSuccessStatusCode")
                statuses.UnionWith([408, 409, 429, .. ServerErrors]);
            else if (token.IsKind(SyntaxKind.IdentifierToken) && Failures.Contains(text))
                isFailure = true;
            else if (StatusOf(token) is { } status)
                Add(statuses, token, status);
        }

        if (statuses.Count == 0 && isFailure && throws)
            statuses.UnionWith([408, 429, .. ServerErrors]);
        return new(statuses, []);
    }

    private static int? StatusOf(SyntaxToken token)
        => token.IsKind(SyntaxKind.IdentifierToken) ? StatusNames.TryGetValue(token.ValueText, out var named) ? named : null
            : token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is int and >= 400 and <= 599 and var number ? number : null;

    private static void Add(SortedSet<int> statuses, SyntaxToken token, int status)
    {
        var whole = token.Parent?.AncestorsAndSelf().TakeWhile(static node => node is SimpleNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax).LastOrDefault();
        var before = whole?.GetFirstToken().GetPreviousToken() ?? default;
        if (before.IsKind(SyntaxKind.GreaterThanEqualsToken))
            statuses.UnionWith(ServerErrors.Where(s => s >= status));
        else if (!before.IsKind(SyntaxKind.ExclamationEqualsToken) && !before.IsKind(SyntaxKind.LessThanToken) && !before.IsKind(SyntaxKind.LessThanEqualsToken) && !before.IsKind(SyntaxKind.NotKeyword))
            statuses.Add(status);
    }

    private static RepeatedAnswers OfRpc(SyntaxNode said)
    {
        var codes = CodesIn(said);
        return new([], codes.Count > 0 ? codes : Names(said, "StatusCode") ? [] : CodeNames.Values);
    }

    private static IReadOnlyCollection<string> CodesIn(SyntaxNode code)
        => [.. code.DescendantTokens().Select(static t => CodeNames.TryGetValue(t.ValueText, out var name) ? name : null).OfType<string>().Distinct()];

    private static bool Names(SyntaxNode code, string name) => code.DescendantTokens().Any(t => t.ValueText == name);

    private static ExpressionSyntax? ShouldHandle(InvocationExpressionSyntax call)
    {
        var configured = call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure", Parent: InvocationExpressionSyntax next } ? next : null;
        return new[] { call, configured }.OfType<InvocationExpressionSyntax>()
            .SelectMany(static c => c.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .FirstOrDefault(static a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ShouldHandle" } or IdentifierNameSyntax { Identifier.ValueText: "ShouldHandle" })?.Right;
    }
}
