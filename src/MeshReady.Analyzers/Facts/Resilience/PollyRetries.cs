using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A retry that is built with Polly away from a client registration.</summary>
/// <param name="Call">The retry call.</param>
/// <param name="Retries">How often it repeats; null where that is not constant, int.MaxValue for ever.</param>
/// <param name="Payload">What it repeats.</param>
internal sealed record PollyRetry(InvocationExpressionSyntax Call, int? Retries, Payload Payload);

/// <summary>Binds Polly's retry calls and finds out what they repeat.</summary>
internal sealed class PollyReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private readonly PayloadReader _payloads = new(facts, cancellationToken);

    /// <summary>The retry at the site; null where the call is not one of Polly's.</summary>
    public PollyRetry? At(InvocationExpressionSyntax call)
    {
        if (facts.ModelFor(call.SyntaxTree) is not { } model || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.IsInNamespace("Polly"))
            return null;

        return new PollyRetry(call, RetryCount.Of(call, method, model, cancellationToken), PayloadOf(call, model));
    }

    private Payload PayloadOf(InvocationExpressionSyntax call, SemanticModel model)
    {
        var handled = HandledBy(call, model);
        if (handled == PayloadKind.Other)
            return new(PayloadKind.Other);

        var executed = new Payload(handled);
        foreach (var payload in ExecutedBy(call, model))
        {
            if (payload.Kind == PayloadKind.Request)
                return payload;
            if (payload.Kind == PayloadKind.Other && handled == PayloadKind.Unknown)
                executed = payload;
        }

        return executed;
    }

    /// <summary>What <c>Handle&lt;T&gt;</c>, <c>Or&lt;T&gt;</c>, <c>HandleResult&lt;T&gt;</c> and <c>HandleTransientHttpError</c> before the retry say.</summary>
    private PayloadKind HandledBy(InvocationExpressionSyntax call, SemanticModel model)
    {
        var found = PayloadKind.Unknown;
        var receiver = call.Expression is MemberAccessExpressionSyntax access ? access.Expression : null;
        while (receiver is not null)
        {
            var name = receiver switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax next } => next.Name,
                MemberAccessExpressionSyntax next => next.Name,
                SimpleNameSyntax simple => simple,
                _ => null,
            };
            if (name is { Identifier.ValueText: "HandleTransientHttpError" or "OrTransientHttpError" or "OrTransientHttpStatusCode" })
                return PayloadKind.Request;
            if (name is GenericNameSyntax { TypeArgumentList.Arguments: [var argument] })
            {
                var said = PayloadReader.OfException(model.GetTypeInfo(argument, cancellationToken).Type);
                if (said == PayloadKind.Request)
                    return said;
                if (said == PayloadKind.Other)
                    found = said;
            }

            receiver = receiver switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax next } => next.Expression,
                MemberAccessExpressionSyntax next => next.Expression,
                _ => null,
            };
        }

        return found;
    }

    /// <summary>What runs under the policy: in place, through the variable or field that keeps it, through the method that returns it.</summary>
    private IEnumerable<Payload> ExecutedBy(InvocationExpressionSyntax call, SemanticModel model)
    {
        var chain = CallChain.From(call);
        foreach (var next in chain.Calls.Skip(1))
        {
            foreach (var payload in Executed(next, model))
                yield return payload;
        }

        if (HolderOf(call, model) is not { } holder)
            yield break;
        foreach (var use in UsesOf(holder))
        {
            // policy.ExecuteAsync(…), other.WrapAsync(policy).ExecuteAsync(…)
            foreach (var execution in use.Ancestors().TakeWhile(static n => n is not StatementSyntax and not MemberDeclarationSyntax).OfType<InvocationExpressionSyntax>())
            {
                foreach (var payload in Executed(execution, facts.ModelOf(execution.SyntaxTree)))
                    yield return payload;
            }
        }
    }

    private IEnumerable<Payload> Executed(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (CallChain.NameOf(call)?.Identifier.ValueText is not ("Execute" or "ExecuteAsync" or "ExecuteAndCapture" or "ExecuteAndCaptureAsync"))
            yield break;

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is LambdaExpressionSyntax or AnonymousMethodExpressionSyntax)
            {
                yield return _payloads.Of(argument.Expression);
            }
            else if (model.GetSymbolInfo(argument.Expression, cancellationToken).Symbol is { } symbol)
            {
                if (symbol is IMethodSymbol { DeclaringSyntaxReferences: [var body, ..] })
                    yield return _payloads.Of(body.GetSyntax(cancellationToken));
                else if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol helper } parameter)
                    yield return PassedTo(helper, parameter);
            }
        }
    }

    /// <summary>The delegate comes from callers: what do they hand over?</summary>
    private Payload PassedTo(IMethodSymbol helper, IParameterSymbol parameter)
    {
        var found = default(Payload);
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(helper.Name, cancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || CallChain.NameOf(call) != token.Parent || parameter.Ordinal >= call.ArgumentList.Arguments.Count)
                    continue;
                if (!SymbolEqualityComparer.Default.Equals((facts.ModelOf(tree).GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol)?.Declared(), helper.Declared()))
                    continue;
                var payload = _payloads.Of(call.ArgumentList.Arguments[parameter.Ordinal].Expression);
                if (payload.Kind == PayloadKind.Request)
                    return payload;
                if (payload.Kind != PayloadKind.Unknown)
                    found = payload;
            }
        }

        return found;
    }

    private ISymbol? HolderOf(InvocationExpressionSyntax call, SemanticModel model)
    {
        foreach (var node in call.Ancestors())
        {
            switch (node)
            {
                case VariableDeclaratorSyntax variable:
                    return model.GetDeclaredSymbol(variable, cancellationToken);
                case PropertyDeclarationSyntax property:
                    return model.GetDeclaredSymbol(property, cancellationToken);
                case AssignmentExpressionSyntax assignment:
                    return model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    return node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method ? model.GetDeclaredSymbol(method, cancellationToken) : null;
                case LambdaExpressionSyntax or StatementSyntax:
                    return null;
            }
        }

        return null;
    }

    private IEnumerable<SyntaxNode> UsesOf(ISymbol holder)
    {
        var trees = holder is ILocalSymbol or { DeclaredAccessibility: Accessibility.Private }
            ? holder.DeclaringSyntaxReferences.AsEnumerable().Concat(holder.ContainingType?.DeclaringSyntaxReferences.AsEnumerable() ?? []).Select(static r => r.SyntaxTree).Distinct()
            : facts.Compilation.SyntaxTrees;
        foreach (var tree in trees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(holder.Name, cancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax name && SymbolEqualityComparer.Default.Equals(facts.ModelOf(tree).GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, holder.OriginalDefinition))
                    yield return name;
            }
        }
    }
}
