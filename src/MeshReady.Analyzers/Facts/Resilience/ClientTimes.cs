using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>The time of a whole call of a client, and what its own handlers do with it.</summary>
/// <param name="Limit"><c>HttpClient.Timeout</c>, set or by default.</param>
/// <param name="Attempt">The time for a try, within the retry; null where there is none that is known.</param>
/// <param name="Pauses">The pauses between the tries; null where they are not known.</param>
/// <param name="PausesAt">What says so.</param>
internal sealed record ClientTimes(StatedTime Limit, StatedTime? Attempt, IReadOnlyList<TimeSpan>? Pauses, ExpressionSyntax? PausesAt)
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(100);

    /// <summary>The times of a registered client with handlers of Polly; null where its limit is not known, or its handlers set it aside.</summary>
    public static ClientTimes? Of(ClientRegistration client, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (client is not { Origin: ClientOrigin.Factory, Family: not SinkFamily.Grpc, Node: InvocationExpressionSyntax registration, Coverage.Retries: [var retry] }
            || retry.Source is not InvocationExpressionSyntax source || facts.ModelFor(source.SyntaxTree) is not { } model || !client.Coverage.DropsHandlers && facts.Defaults.Get(cancellationToken) != Layers.None)
        {
            return null;
        }

        // The standard handlers switch the client's own limit off.
        var chain = CallChain.From(registration).Calls;
        if (chain.Any(static call => CallChain.NameOf(call)?.Identifier.ValueText.StartsWith("AddStandard", StringComparison.Ordinal) == true))
            return null;
        var assignments = new ClientLimitReader(facts, cancellationToken).TimeoutsOf(client, chain);
        var times = new ConstantTime(facts, cancellationToken);
        StatedTime? limit = assignments switch
        {
            [] => new StatedTime(Default, null),
            [var only] when times.Of(only.Right) is { } stated && stated > TimeSpan.Zero && stated < TimeSpan.FromDays(1) => new StatedTime(stated, only.Right),
            _ => null,
        };
        if (limit is null)
            return null;

        var pauses = PausesOf(source, retry.Retries, times, model, cancellationToken);
        return new ClientTimes(limit.Value, AttemptOf(retry, chain, times, facts, cancellationToken), pauses.Pauses, pauses.At);
    }

    /// <summary>The time-out of the handler that was added after the retry, or within the same pipeline after it.</summary>
    private static StatedTime? AttemptOf(RetryCall retry, IReadOnlyList<InvocationExpressionSyntax> chain, ConstantTime times, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (retry.Source is InvocationExpressionSyntax source && CallChain.NameOf(source)?.Identifier.ValueText == "AddRetry")
            return PipelineTimes.Of(source, facts, cancellationToken)?.Inner;

        var handler = StackedHandler.Of(retry).Call;
        foreach (var call in chain.SkipWhile(call => call != handler).Skip(1))
        {
            var made = call.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(static inner => CallChain.NameOf(inner)?.Identifier.ValueText == "TimeoutAsync");
            if (CallChain.NameOf(call)?.Identifier.ValueText == "AddPolicyHandler" && made is { ArgumentList.Arguments: [{ Expression: var time }, ..] } && facts.ModelFor(made.SyntaxTree) is { } model)
            {
                return model.GetConstantValue(time, cancellationToken) is { HasValue: true, Value: int seconds } ? new StatedTime(TimeSpan.FromSeconds(seconds), time) : new StatedTime(times.Of(time), time);
            }
        }

        return null;
    }

    private static (IReadOnlyList<TimeSpan>? Pauses, ExpressionSyntax? At) PausesOf(InvocationExpressionSyntax retry, int? retries, ConstantTime times, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var argument in retry.ArgumentList.Arguments)
        {
            switch (argument.Expression)
            {
                case LambdaExpressionSyntax { ExpressionBody: { } body } lambda when retries is > 0 and < 20 && model.GetTypeInfo(body, cancellationToken).Type.Is("System.TimeSpan"):
                    return (Times(lambda, body, retries.Value, times, model, cancellationToken), body);
                case ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } array:
                    List<TimeSpan?> each = [.. items.Select(times.Of)];
                    return each.TrueForAll(static time => time is not null) ? ([.. each.Select(static time => time!.Value)], array) : (null, null);
            }
        }

        return (null, null);
    }

    /// <summary>The same pause each time, or a power of the number of the try: <c>TimeSpan.FromSeconds(Math.Pow(2, attempt))</c>.</summary>
    private static IReadOnlyList<TimeSpan>? Times(LambdaExpressionSyntax lambda, ExpressionSyntax body, int retries, ConstantTime times, SemanticModel model, CancellationToken cancellationToken)
    {
        if (times.Of(body) is { } same)
            return [.. Enumerable.Repeat(same, retries)];
        return body is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromSeconds" }, ArgumentList.Arguments: [{ Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Pow" }, ArgumentList.Arguments: [{ Expression: var basis }, { Expression: IdentifierNameSyntax power }] } }] }
            && lambda is SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var parameter } && power.Identifier.ValueText == parameter
            && model.GetConstantValue(basis, cancellationToken) is { HasValue: true, Value: int number }
            ? [.. Enumerable.Range(1, retries).Select(n => TimeSpan.FromSeconds(Math.Min(1e6, Math.Pow(number, n))))]
            : null;
    }
}
