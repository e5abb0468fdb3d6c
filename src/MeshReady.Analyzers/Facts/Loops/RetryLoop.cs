using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Loops;

/// <summary>A loop that makes a remote call again when it failed, and leaves when it did not.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Call">The call in the loop that leads out of the process.</param>
/// <param name="Method">The request's method in upper case where to repeat it may do its work twice; null elsewhere.</param>
/// <param name="IsBounded">Something counts the tries.</param>
/// <param name="Pauses">Something waits between them.</param>
internal sealed record RetryLoop(StatementSyntax Loop, InvocationExpressionSyntax Call, string? Method, bool IsBounded, bool Pauses);

/// <summary>Recognises <see cref="RetryLoop"/>s; everything is syntax until the loop looks like one.</summary>
internal sealed class RetryLoopReader(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    private static readonly string[] Transport =
    [
        "System.Exception", "System.SystemException", "System.Net.WebException", "System.TimeoutException", "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException", "System.IO.IOException",
    ];

    private readonly PayloadReader _payloads = new(facts, cancellationToken);

    /// <summary>The nearest loop around a node of the same method; null where there is none.</summary>
    public static StatementSyntax? LoopAround(SyntaxNode node)
    {
        for (var current = node.Parent; current is not (null or MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax); current = current.Parent)
        {
            if (IsLoop(current))
                return (StatementSyntax)current;
        }

        return null;
    }

    /// <summary>The retry that the loop is; null where it polls, consumes, pages or works off a list.</summary>
    public RetryLoop? Of(StatementSyntax loop)
    {
        if (BodyOf(loop) is not { } body)
            return null;
        foreach (var attempt in Within(body).OfType<TryStatementSyntax>())
        {
            if (attempt.Catches.Count > 0 && LeavesOnSuccess(loop, body, attempt) && GoesOn(attempt) is { } isTransport && !IsPerElement(loop, attempt.Block) && CallIn(attempt.Block, isTransport) is { } found)
                return Describe(loop, body, found.Call, found.Sites);
        }

        // Without a catch the answer's status decides: for (…) { r = await …; if (r.IsSuccessStatusCode) break; await Task.Delay(…); }
        return Pauses(body) && Exits(loop, body).Any(static exit => DependsOnSuccess(exit)) && !IsPerElement(loop, body) && CallIn(body, isTransport: true) is { } asked ? Describe(loop, body, asked.Call, asked.Sites) : null;
    }

    private static RetryLoop Describe(StatementSyntax loop, StatementSyntax body, InvocationExpressionSyntax call, IReadOnlyList<Payload> sites)
    {
        string? method = null;
        foreach (var site in sites)
        {
            if (site is { Kind: PayloadKind.Request, Site: InvocationExpressionSyntax request } && UnsafeCall.MethodOf(CallChain.NameOf(request)?.Identifier.ValueText ?? "") is ("POST" or "PATCH") and var repeated)
                method = repeated;
        }

        return new RetryLoop(loop, call, method, IsBounded(loop, body), Pauses(body));
    }

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or ForEachStatementSyntax;

    private static StatementSyntax? BodyOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax statement => statement.Statement,
        DoStatementSyntax statement => statement.Statement,
        ForStatementSyntax statement => statement.Statement,
        ForEachStatementSyntax { AwaitKeyword.RawKind: 0 } statement => statement.Statement,
        _ => null,
    };

    /// <summary>The nodes that run in this round of the loop itself: not in inner loops or functions.</summary>
    private static IEnumerable<SyntaxNode> Within(SyntaxNode body)
        => body.DescendantNodes(static n => !IsLoop(n) && n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    private static bool LeavesOnSuccess(StatementSyntax loop, StatementSyntax body, TryStatementSyntax attempt)
    {
        foreach (var exit in Exits(loop, attempt.Block))
        {
            if (IsUnconditional(exit, attempt.Block) || DependsOnSuccess(exit))
                return true;
        }

        // catch { …; continue; } and behind it: return result;
        if (attempt.Parent == body && body is BlockSyntax { Statements: var statements } && attempt.Catches.Any(static c => c.Block.Statements.LastOrDefault() is ContinueStatementSyntax))
        {
            for (var i = statements.IndexOf(attempt) + 1; i < statements.Count; i++)
            {
                if (statements[i] is ReturnStatementSyntax or BreakStatementSyntax)
                    return true;
            }
        }

        return SetsCondition(loop, attempt);
    }

    /// <summary><c>while (!done &amp;&amp; tries &lt; 5) { try { await …; done = true; } … }</c>, also where the answer itself is what the condition asks for.</summary>
    private static bool SetsCondition(StatementSyntax loop, TryStatementSyntax attempt)
    {
        var condition = loop switch
        {
            WhileStatementSyntax statement => statement.Condition,
            DoStatementSyntax statement => statement.Condition,
            ForStatementSyntax statement => statement.Condition,
            _ => null,
        };
        if (condition is null)
            return false;
        foreach (var statement in attempt.Block.Statements)
        {
            if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: var value } }
                && value is LiteralExpressionSyntax or AwaitExpressionSyntax
                && Mentions(condition, name) && !Mentions(value, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The statements below a node that leave the loop.</summary>
    private static IEnumerable<StatementSyntax> Exits(StatementSyntax loop, SyntaxNode below)
    {
        foreach (var node in Within(below))
        {
            if (node is ReturnStatementSyntax || node is BreakStatementSyntax && !node.Ancestors().TakeWhile(n => n != loop).Any(static n => n is SwitchStatementSyntax))
            {
                // What a catch does, and what stops the program, is no success.
                if (!node.Ancestors().TakeWhile(n => n != below).Any(static n => n is CatchClauseSyntax))
                    yield return (StatementSyntax)node;
            }
        }
    }

    private static bool IsUnconditional(StatementSyntax exit, SyntaxNode below)
        => exit.Ancestors().TakeWhile(n => n != below).All(static n => n is BlockSyntax or UsingStatementSyntax or LockStatementSyntax or CheckedStatementSyntax);

    private static bool DependsOnSuccess(StatementSyntax exit)
        => (exit.Parent is BlockSyntax ? exit.Parent.Parent : exit.Parent) is IfStatementSyntax { Condition: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsSuccessStatusCode" or "IsSuccessful" } };

    /// <summary>Whether a catch lets the loop go round again: null if none does; true if it names what only a request throws.</summary>
    private bool? GoesOn(TryStatementSyntax attempt)
    {
        bool? goesOn = null;
        foreach (var clause in attempt.Catches)
        {
            if (clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax)
                continue;
            var type = clause.Declaration is null ? null : model.GetTypeInfo(clause.Declaration.Type, cancellationToken).Type;
            var isTransport = PayloadReader.OfException(type) == PayloadKind.Request;
            if (!isTransport && type is not null && !Transport.Any(t => type.Is(t)))
                continue;
            if (model.AnalyzeControlFlow(clause.Block) is { Succeeded: true, EndPointIsReachable: false, ExitPoints: var exits } && !exits.Any(static e => e is ContinueStatementSyntax))
                continue;
            goesOn = goesOn == true || isTransport;
        }

        return goesOn;
    }

    /// <summary>Another element, or another address, each time round: that is a list worked off, or a failover.</summary>
    private static bool IsPerElement(StatementSyntax loop, SyntaxNode tried) => loop switch
    {
        ForEachStatementSyntax each => Mentions(tried, each.Identifier.ValueText),
        ForStatementSyntax { Declaration.Variables: var variables } => variables.Any(v => tried.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Any(e => Mentions(e.ArgumentList, v.Identifier.ValueText))),
        _ => false,
    };

    private (InvocationExpressionSyntax Call, IReadOnlyList<Payload> Sites)? CallIn(SyntaxNode tried, bool isTransport)
    {
        (InvocationExpressionSyntax, IReadOnlyList<Payload>)? first = null;
        foreach (var call in Within(tried).OfType<InvocationExpressionSyntax>())
        {
            var reached = _payloads.OfCall(call);
            if (!isTransport && reached.Any(static p => p.Kind == PayloadKind.Other))
                return null;
            if (first is null && reached.Any(static p => p.Kind == PayloadKind.Request))
                first = (call, reached);
        }

        return first;
    }

    private static bool IsBounded(StatementSyntax loop, StatementSyntax body)
        => loop is ForEachStatementSyntax or ForStatementSyntax { Condition: not null }
            || HasDeadline(loop)
            || loop is WhileStatementSyntax { Condition: var asked } && Compares(asked)
            || loop is DoStatementSyntax { Condition: var again } && Compares(again)
            || Within(body).Any(static n => n is CatchFilterClauseSyntax { FilterExpression: var filter, Parent: CatchClauseSyntax handler } && (Compares(filter) || MayCount(filter, handler))
                || n is IfStatementSyntax { Condition: var condition } choice && Leaves(choice.Statement) && (Compares(condition) || choice.FirstAncestorOrSelf<CatchClauseSyntax>() is { } around && MayCount(condition, around))
                || n is ConditionalExpressionSyntax { Condition: var chosen, WhenFalse: ThrowExpressionSyntax } && Compares(chosen));

    /// <summary>A token that time cancels: <c>new CancellationTokenSource(limit)</c>, <c>source.CancelAfter(limit)</c>.</summary>
    private static bool HasDeadline(StatementSyntax loop)
        => loop.Ancestors().FirstOrDefault(static n => n is MemberDeclarationSyntax and not GlobalStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax) is { } scope
            && scope.DescendantNodes().Any(n => n.SpanStart < loop.SpanStart && n switch
            {
                ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "CancellationTokenSource" }, ArgumentList.Arguments.Count: > 0 } => true,
                InvocationExpressionSyntax call => CallChain.NameOf(call)?.Identifier.ValueText is "CancelAfter",
                _ => false,
            });

    /// <summary>A call that is told more than the exception may count the tries or look at a clock.</summary>
    private static bool MayCount(SyntaxNode condition, CatchClauseSyntax handler)
        => condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call => handler.Declaration?.Identifier.ValueText is not { Length: > 0 } exception || (call.ArgumentList.Arguments.Count == 0
            ? !Mentions(call.Expression, exception)
            : call.ArgumentList.Arguments.Any(argument => !Mentions(argument, exception))));

    private static bool Leaves(SyntaxNode statement)
        => statement.DescendantNodesAndSelf().Any(static n => n is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax);

    private static bool Compares(SyntaxNode condition)
        => condition.DescendantNodesAndSelf().Any(static n => n.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            || n.IsKind(SyntaxKind.EqualsExpression) && n.ToString().IndexOf("null", StringComparison.Ordinal) < 0);

    private static bool Pauses(SyntaxNode body)
        => Within(body).OfType<InvocationExpressionSyntax>().Any(static call => CallChain.NameOf(call)?.Identifier.ValueText is { } name
            && (Holds(name, "Delay") || Holds(name, "Sleep") || Holds(name, "Wait") || Holds(name, "Backoff") || Holds(name, "BackOff") || Holds(name, "Pause")));

    private static bool Holds(string name, string word) => name.IndexOf(word, StringComparison.Ordinal) >= 0;

    private static bool Mentions(SyntaxNode node, string name)
        => node.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name);
}
