using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A retry of requests that nothing ends in useful time.</summary>
/// <param name="Call">Polly's call.</param>
/// <param name="Retries">How often it repeats; int.MaxValue for ever.</param>
/// <param name="Clients">The clients whose handler it is; empty where it stands around calls.</param>
internal sealed record EndlessRetry(InvocationExpressionSyntax Call, int Retries, IReadOnlyList<ClientRetry> Clients)
{
    /// <summary>From this many repetitions on a retry goes on as long as anybody can wait.</summary>
    private const int Endless = 100;

    /// <summary>From this many on it is more than a hiccup needs.</summary>
    private const int Many = 10;

    /// <summary>Whether the number has no meaning any more.</summary>
    public bool HasNoEnd => IsWithoutEnd(Retries);

    /// <summary>Whether the retry is a handler of a client, whose time for the whole call is limited all the same.</summary>
    public bool IsHandler { get; private init; }

    /// <summary>Whether a retry with this number of repetitions is taken for one without an end.</summary>
    public static bool IsWithoutEnd(int? retries) => retries >= Endless;

    /// <summary>The retry at a call of Polly; null where it ends, where no request is proved to run under it, or where a time-out surrounds it.</summary>
    public static EndlessRetry? At(CodeFacts facts, InvocationExpressionSyntax call, CancellationToken cancellationToken)
    {
        if ((RetryTriggerReader.Of(call) & RetryTriggers.Failures) == 0
            || new PollyReader(facts, cancellationToken).At(call) is not { Retries: >= Many and var retries } strategy)
        {
            return null;
        }

        var isHandler = strategy.IsHandler || PollyReader.IsInsideHandler(call);
        if (isHandler ? !IsWithoutEnd(retries) : !IsOfRequests(strategy))
            return null;
        if (IsLimited(call))
            return null;

        IReadOnlyList<ClientRetry> clients = isHandler
            ? [.. facts.Clients.All(cancellationToken).SelectMany(client => client.Coverage.Retries.Where(retry => retry.Call == call || retry.Source == call).Select(retry => new ClientRetry(retry, client, Throws: false)))]
            : [];
        return new EndlessRetry(call, retries, clients) { IsHandler = isHandler };
    }

    /// <summary>Whether the program waits here and serves nobody: in a background service, or before it starts.</summary>
    public bool IsInBackground(SemanticModel model, CancellationToken cancellationToken)
    {
        if (Call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return Call.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null && Call.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is null;
        return model.GetDeclaredSymbol(type, cancellationToken) is ITypeSymbol declared && declared.IsOrInherits("Microsoft.Extensions.Hosting.IHostedService");
    }

    // Next to a store the retry waits for the store, unless it names what only requests throw.
    private static bool IsOfRequests(PollyRetry strategy)
        => strategy.Executed.Any(static payload => payload.Kind == PayloadKind.Request)
            && strategy.Handled != PayloadKind.Other
            && (strategy.Handled == PayloadKind.Request || !strategy.Executed.Any(static payload => payload.Kind == PayloadKind.Other));

    /// <summary>A time-out outside the retry: before it in the pipeline, or, of Polly 7, anywhere in the class, whose wraps are not followed.</summary>
    private static bool IsLimited(InvocationExpressionSyntax call)
    {
        if (HasDeadline(call))
            return true;
        if (CallChain.NameOf(call)?.Identifier.ValueText != "AddRetry")
            return call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && type.DescendantTokens().Any(static token => token.ValueText is "TimeoutAsync" or "WithTimeout");

        var receiver = call.Expression is MemberAccessExpressionSyntax access ? access.Expression : null;
        for (var before = receiver as InvocationExpressionSyntax; before is not null; before = (before.Expression as MemberAccessExpressionSyntax)?.Expression as InvocationExpressionSyntax)
        {
            if (CallChain.NameOf(before)?.Identifier.ValueText == "AddTimeout")
                return true;
        }

        return receiver is IdentifierNameSyntax builder && call.FirstAncestorOrSelf<BlockSyntax>() is { } block
            && block.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(other => other.SpanStart < call.SpanStart
                && other.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddTimeout", Expression: IdentifierNameSyntax name } && name.Identifier.ValueText == builder.Identifier.ValueText);
    }

    // new CancellationTokenSource(limit) in the same method: whoever waits stops waiting.
    private static bool HasDeadline(InvocationExpressionSyntax call)
        => call.FirstAncestorOrSelf<SyntaxNode>(static n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax) is { } method
            && method.DescendantNodes().Any(static n => n is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "CancellationTokenSource" }, ArgumentList.Arguments.Count: > 0 }
                || n is InvocationExpressionSyntax other && CallChain.NameOf(other)?.Identifier.ValueText is "CancelAfter");
}
