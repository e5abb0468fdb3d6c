using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>What makes a retry repeat.</summary>
[Flags]
internal enum RetryTriggers
{
    None = 0,

    /// <summary>Exceptions, and answers that say that the server failed.</summary>
    Failures = 1 << 0,

    /// <summary>Answers that a sidecar passes on: not found yet, unauthorised until a token is renewed, a value in the body.</summary>
    Answers = 1 << 1,
}

/// <summary>A call that adds retries to a client.</summary>
/// <param name="Call">The call on the client's builder, or Polly's.</param>
/// <param name="Retries">How often it repeats; null where that is not constant, int.MaxValue for ever.</param>
/// <param name="Triggers">What it repeats on.</param>
internal sealed record RetryCall(InvocationExpressionSyntax Call, int? Retries, RetryTriggers Triggers)
{
    /// <summary>What says how it repeats: the call itself, Polly's call that it hands on, or gRPC's retry policy.</summary>
    public SyntaxNode Source { get; init; } = Call;
}

/// <summary>Reads from the text of a retry what it repeats on.</summary>
internal static class RetryTriggerReader
{
    private static readonly HashSet<string> FailureNames = new(StringComparer.Ordinal)
    {
        "Handle", "Or", "HandleInner", "OrInner", "HandleTransientHttpError", "OrTransientHttpError", "OrTransientHttpStatusCode", "IsTransient", "Exception", "HttpRequestException", "RpcException",
        "AddTransientHttpErrorPolicy",
    };

    // Statuses that say something other than "the server failed, try again".
    private static readonly HashSet<string> AnswerNames = new(StringComparer.Ordinal)
    {
        "Unauthorized", "Forbidden", "NotFound", "Accepted", "Conflict", "Locked", "NoContent", "Gone", "PreconditionFailed", "401", "403", "404", "202", "204", "409", "412", "423",
    };

    private static readonly HashSet<string> ResponseTypes = new(StringComparer.Ordinal)
    {
        "HttpResponseMessage", "IRestResponse", "RestResponse", "ApiResponse", "IApiResponse", "IFlurlResponse",
    };

    /// <summary>What these parts of a retry repeat on; without any word about it, on failures.</summary>
    public static RetryTriggers Of(SyntaxNode retry)
    {
        var found = RetryTriggers.None;
        var (results, responses, conditions) = (false, false, false);
        foreach (var token in retry.DescendantTokens())
        {
            if (token.Kind() is not (SyntaxKind.IdentifierToken or SyntaxKind.NumericLiteralToken))
                continue;
            var text = token.ValueText;
            if (FailureNames.Contains(text))
                found |= RetryTriggers.Failures;
            else if (AnswerNames.Contains(text))
                found |= RetryTriggers.Answers;
            results |= text is "HandleResult" or "OrResult";
            responses |= ResponseTypes.Contains(text);
            conditions |= text == "ShouldHandle";
        }

        // HandleResult<JobState>(state => …): the answer itself is not there yet.
        if (results && !responses && (found & RetryTriggers.Failures) == 0)
            return RetryTriggers.Answers;
        return found == RetryTriggers.None && (results || !conditions) ? RetryTriggers.Failures : found;
    }
}
