using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Messaging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>What a class does with the messages that its Kafka consumer gives it.</summary>
internal static class ConsumerLoop
{
    private static readonly string[] OffsetCalls = ["Commit", "StoreOffset", "Assign", "IncrementalAssign", "Seek"];

    /// <summary>The taking of a message that is worked on afterwards; null where there is none, or the class keeps account of its offsets itself.</summary>
    public static InvocationExpressionSyntax? WorkedOn(SyntaxNode builder, CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
    {
        var scope = builder.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? builder.SyntaxTree.GetRoot(cancellationToken);
        InvocationExpressionSyntax? found = null;
        foreach (var call in scope.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(call)?.Identifier.ValueText is not { } name || name != "Consume" && Array.IndexOf(OffsetCalls, name) < 0)
                continue;
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.Home().IsOrInherits("Confluent.Kafka.IConsumer"))
                continue;
            if (name != "Consume")
                return null;
            if (found is null && IsWorkedOn(call, facts, model, cancellationToken))
                found = call;
        }

        return found;
    }

    /// <summary>Something follows that takes its time or can fail: it is awaited, or it writes or sends. To print or log it is no loss.</summary>
    private static bool IsWorkedOn(InvocationExpressionSyntax consume, CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
    {
        var body = consume.Ancestors().FirstOrDefault(static n => n is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax)
            ?? consume.Ancestors().FirstOrDefault(static n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        if (body is null)
            return false;
        foreach (var node in body.DescendantNodes())
        {
            if (node.SpanStart < consume.Span.End && !TakesInPassing(node, consume) || node.FirstAncestorOrSelf<CatchClauseSyntax>() is { } handler && body.Span.Contains(handler.Span))
                continue;
            if (node is AwaitExpressionSyntax { Expression: var awaited } && !IsPause(awaited))
                return true;
            if (node is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is { } name && (MessagingNames.MaySave(name) || MessagingNames.MaySend(name)) && MessagingEffects.For(facts).Of(call, model, cancellationToken) != Effect.None)
                return true;
        }

        return false;
    }

    // await handle(consumer.Consume(token)); but not await Task.Run(() => consumer.Consume(token))
    private static bool TakesInPassing(SyntaxNode node, SyntaxNode consume)
        => node is AwaitExpressionSyntax or InvocationExpressionSyntax && node != consume && node.Span.Contains(consume.Span)
            && !consume.Ancestors().TakeWhile(n => n != node).Any(static n => n is AnonymousFunctionExpressionSyntax);

    private static bool IsPause(ExpressionSyntax awaited)
        => awaited is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is "Delay" or "Yield" or "WriteLineAsync" or "WaitForNextTickAsync";
}
