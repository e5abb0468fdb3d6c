using System.Globalization;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Handlers of one client that repeat the same failures, each the tries of the other.</summary>
/// <param name="Own">The handlers on the client's own builder, the outermost first; never empty.</param>
/// <param name="Defaults">Those that every client of the factory has.</param>
internal sealed record RetryStack(IReadOnlyList<StackedHandler> Own, IReadOnlyList<StackedHandler> Defaults)
{
    /// <summary>The handler that was added last, on top of the others.</summary>
    public StackedHandler Last => Own[Own.Count - 1];

    /// <summary>The handlers before it.</summary>
    public IEnumerable<StackedHandler> Others => [.. Defaults, .. Own.Take(Own.Count - 1)];

    /// <summary>The requests that one call may become; null where that is not known.</summary>
    public long? Requests => ClientRetry.Together(Others.Append(Last).Select(static handler => handler.Retry)) is { } retries and < int.MaxValue ? retries + 1L : null;

    /// <summary>The stack of a registered client; null where no two of its handlers surely repeat the same.</summary>
    public static RetryStack? Of(CodeFacts facts, ClientRegistration client, CancellationToken cancellationToken)
    {
        // What HTTP handlers make of gRPC is another question.
        if (client is not { Origin: ClientOrigin.Factory, Node: InvocationExpressionSyntax registration, Family: not SinkFamily.Grpc })
            return null;

        var own = Read(client.Coverage.Retries.Concat(client.Coverage.Further), handler => IsDecided(handler, registration));
        if (own.Count == 0)
            return null;
        var defaults = client.Coverage.DropsHandlers ? [] : Read(facts.Defaults.Retries(cancellationToken).Concat(facts.Defaults.Inherited(cancellationToken)), static handler => IsDecided(handler, from: null));
        var last = own[own.Count - 1];
        own = [.. own.Where(handler => handler == last || last.Repeats(handler, client))];
        defaults = [.. defaults.Where(handler => last.Repeats(handler, client))];
        return own.Count + defaults.Count > 1 ? new RetryStack(own, defaults) : null;
    }

    private static List<StackedHandler> Read(IEnumerable<RetryCall> retries, Func<InvocationExpressionSyntax, bool> isDecided)
    {
        var handlers = new List<StackedHandler>();
        foreach (var retry in retries)
        {
            var handler = StackedHandler.Of(retry);
            if ((retry.Triggers & RetryTriggers.Failures) != 0 && isDecided(handler.Call) && !handlers.Exists(known => known.Call == handler.Call))
                handlers.Add(handler);
        }

        handlers.Sort(static (one, other) => one.Call.SyntaxTree == other.Call.SyntaxTree ? one.Call.Span.End.CompareTo(other.Call.Span.End) : 0);
        return handlers;
    }

    /// <summary>No condition stands between the handler and the registration (of defaults: the method that sets them).</summary>
    private static bool IsDecided(InvocationExpressionSyntax handler, SyntaxNode? from)
    {
        foreach (var node in handler.Ancestors())
        {
            if (node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax || from is not null && node.SyntaxTree == from.SyntaxTree && node.Span.Contains(from.Span) && node is StatementSyntax or CompilationUnitSyntax)
                return true;
            if (node is IfStatementSyntax or ElseClauseSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or ConditionalExpressionSyntax)
                return false;
        }

        return true;
    }
}

/// <summary>A handler of a client that repeats.</summary>
/// <param name="Call">The call that adds it to the builder.</param>
/// <param name="Retry">How it repeats.</param>
internal sealed record StackedHandler(InvocationExpressionSyntax Call, RetryCall Retry)
{
    private static readonly HashSet<string> ForExceptions = new(StringComparer.Ordinal)
    {
        "Handle", "Or", "HandleInner", "OrInner", "HandleTransientHttpError", "OrTransientHttpError", "IsTransient", "HttpRetryStrategyOptions", "Exception", "HttpRequestException", "AddTransientHttpErrorPolicy",
    };

    /// <summary>What the call is named.</summary>
    public string Name => CallChain.NameOf(Call)?.Identifier.ValueText ?? "";

    /// <summary>Where it stands, for a message.</summary>
    public string Place => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", System.IO.Path.GetFileName(Call.SyntaxTree.FilePath), CallChain.LocationOf(Call).GetLineSpan().StartLinePosition.Line + 1);

    /// <summary>The handler around a retry that is put together in place, or the call that adds it as it is.</summary>
    public static StackedHandler Of(RetryCall retry)
    {
        foreach (var node in retry.Call.AncestorsAndSelf())
        {
            if (node is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is { } name && ResilienceNames.OnBuilder.ContainsKey(name) && (call == retry.Call || call.ArgumentList.Span.Contains(retry.Call.Span)))
                return new StackedHandler(call, retry);
        }

        return new StackedHandler(retry.Call, retry);
    }

    /// <summary>Whether both ask once more after the same failure. What cannot be told of them is taken for the usual failures.</summary>
    public bool Repeats(StackedHandler other, ClientRegistration client)
    {
        // Policies that are chosen by the method, one each, never meet.
        if (IsByMethod && other.IsByMethod)
            return false;
        if (AnswersOf(client) is not { } mine || other.AnswersOf(client) is not { } theirs || (HandlesExceptions && other.HandlesExceptions))
            return true;
        return mine.Statuses.Intersect(theirs.Statuses).Any();
    }

    /// <summary>Whether requests of the client are surely sent again after a failure.</summary>
    public bool RepeatsRequests(ClientRegistration client) => IsHedging || AnswersOf(client) is { } answers && (answers.Statuses.Count > 0 || HandlesExceptions);

    private bool IsHedging => Name == "AddStandardHedgingHandler";

    private bool IsByMethod => !IsHedging && Call.ArgumentList.DescendantTokens().Any(static token => token.ValueText is "Method" or "HttpMethod");

    private bool HandlesExceptions => Name is "AddStandardResilienceHandler" or "AddStandardHedgingHandler" or "AddTransientHttpErrorPolicy"
        // Polly's own retry is for every exception unless it is told otherwise.
        || Retry.Source is InvocationExpressionSyntax source && CallChain.NameOf(source)?.Identifier.ValueText == "AddRetry" && !source.DescendantTokens().Any(static token => token.ValueText == "ShouldHandle")
        || Retry.Source.DescendantTokens().Any(static token => ForExceptions.Contains(token.ValueText));

    private RepeatedAnswers? AnswersOf(ClientRegistration client) => IsHedging ? null : RepeatedAnswers.Of(Retry, client, throws: false);
}
