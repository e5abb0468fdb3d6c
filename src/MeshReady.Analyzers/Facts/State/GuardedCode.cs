using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>The code that runs while a lock is held, by syntax.</summary>
internal static class GuardedCode
{
    private static readonly HashSet<string> Takers = new(StringComparer.Ordinal)
    {
        "Wait", "WaitAsync", "WaitOne", "EnterWriteLock", "EnterUpgradeableReadLock", "TryEnterWriteLock", "AcquireWriterLock", "Enter", "TryEnter", "EnterScope", "Lock", "LockAsync",
    };

    /// <summary>What a mention of the lock guards; nothing where it takes no lock.</summary>
    public static IReadOnlyList<SyntaxNode> Of(SimpleNameSyntax mention)
    {
        ExpressionSyntax whole = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention;
        switch (whole.Parent)
        {
            case LockStatementSyntax statement when statement.Expression == whole:
                return [statement.Statement];
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax call } taken when taken.Expression == whole && Takers.Contains(method):
                return After(call);
            // Monitor.Enter(gate)
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: "Enter" or "TryEnter" } } call } }
                when owner.ToString().EndsWith("Monitor", StringComparison.Ordinal):
                return After(call);
            default:
                return [];
        }
    }

    // await gate.WaitAsync(); try { … } finally { gate.Release(); }   using (await gate.LockAsync()) { … }   if (!await gate.WaitAsync(0)) return; …
    private static IReadOnlyList<SyntaxNode> After(InvocationExpressionSyntax call)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            return [];
        if (statement is UsingStatementSyntax block)
            return [block.Statement];
        if (statement is IfStatementSyntax { Statement: BlockSyntax guarded } choice && choice.Condition.Span.Contains(call.Span) && choice.Condition is not PrefixUnaryExpressionSyntax)
            return [guarded];
        return statement.Parent switch
        {
            BlockSyntax list => [.. list.Statements.SkipWhile(s => s != statement).Skip(1)],
            SwitchSectionSyntax list => [.. list.Statements.SkipWhile(s => s != statement).Skip(1)],
            _ => [],
        };
    }
}
