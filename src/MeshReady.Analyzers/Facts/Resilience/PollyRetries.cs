using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A strategy that is built with Polly away from a client registration.</summary>
/// <param name="Retries">How often it repeats; null where that is not constant, int.MaxValue for ever.</param>
/// <param name="Handled">What its exception and result types say of the code under it.</param>
/// <param name="Executed">What runs under it, as far as the code shows.</param>
/// <param name="IsHandler">It is handed to the builder of a client, and belongs to that registration.</param>
internal sealed record PollyRetry(int? Retries, PayloadKind Handled, IReadOnlyList<Payload> Executed, bool IsHandler);

/// <summary>Binds Polly's calls and finds out what they repeat.</summary>
internal sealed class PollyReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxHolders = 3;

    private readonly PayloadReader _payloads = new(facts, cancellationToken);

    /// <summary>The strategy at the site; null where the call is not one of Polly's.</summary>
    public PollyRetry? At(InvocationExpressionSyntax call)
    {
        if (facts.ModelFor(call.SyntaxTree) is not { } model || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.IsInNamespace("Polly"))
            return null;

        var executed = new List<Payload>();
        foreach (var next in CallChain.From(call).Calls.Skip(1))
            AddExecuted(next, executed);
        var isHandler = IsInsideHandler(call);
        var holder = HolderOf(call, model);

        // A policy that the code keeps and never takes protects nothing.
        if (holder is not null && executed.Count == 0 && !isHandler && IsSeenWhole(holder) && !facts.Uses.Of(holder, cancellationToken).Any())
            return null;
        AddFromHolder(holder, executed, ref isHandler, depth: 0);
        return new PollyRetry(RetryCount.Of(call, method, model, cancellationToken), HandledBy(call, model), executed, isHandler);
    }

    /// <summary>Nobody out of sight can name the symbol: a private one, and any of a program, to which no project refers for its policies.</summary>
    private bool IsSeenWhole(ISymbol holder)
        => holder is IMethodSymbol { MethodKind: MethodKind.LocalFunction } or { DeclaredAccessibility: Accessibility.Private }
            || facts.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;

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

        foreach (var name in call.ArgumentList.DescendantNodes().OfType<GenericNameSyntax>())
        {
            if (name is { Identifier.ValueText: "Handle" or "HandleInner", TypeArgumentList.Arguments: [var argument] } && PayloadReader.OfException(model.GetTypeInfo(argument, cancellationToken).Type) is not PayloadKind.Unknown and var said)
                found = said;
        }

        return found;
    }

    /// <summary>What runs under the policy through the variable or field that keeps it, or the method that returns it.</summary>
    private void AddFromHolder(ISymbol? holder, List<Payload> executed, ref bool isHandler, int depth)
    {
        if (holder is null || depth >= MaxHolders)
            return;

        foreach (var use in facts.Uses.Of(holder, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            InvocationExpressionSyntax? outermost = null;

            // policy.ExecuteAsync(…), other.WrapAsync(policy).ExecuteAsync(…), AddPolicyHandler(policy)
            foreach (var execution in use.Ancestors().TakeWhile(static n => n is not StatementSyntax and not MemberDeclarationSyntax).OfType<InvocationExpressionSyntax>())
            {
                isHandler |= CallChain.NameOf(execution)?.Identifier.ValueText is { } name && ResilienceNames.OnBuilder.ContainsKey(name);
                AddExecuted(execution, executed);
                outermost = execution;
            }

            // var both = Policy.WrapAsync(retry, timeout);
            if (outermost is not null && use.FirstAncestorOrSelf<ArgumentSyntax>() is not null && HolderOf(outermost, facts.ModelOf(use.SyntaxTree)) is { } next && !SymbolEqualityComparer.Default.Equals(next, holder))
                AddFromHolder(next, executed, ref isHandler, depth + 1);
        }
    }

    private void AddExecuted(InvocationExpressionSyntax call, List<Payload> executed)
    {
        if (CallChain.NameOf(call)?.Identifier.ValueText is not ("Execute" or "ExecuteAsync" or "ExecuteAndCapture" or "ExecuteAndCaptureAsync") || facts.ModelFor(call.SyntaxTree) is not { } model)
            return;

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not AnonymousFunctionExpressionSyntax function)
            {
                AddDelegate(argument.Expression, model, executed);
                continue;
            }

            executed.AddRange(_payloads.Of(function));
            foreach (var name in function.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Parent is InvocationExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" })
                    AddDelegate(name, model, executed);
            }
        }
    }

    /// <summary>A method group, or a delegate that callers hand over.</summary>
    private void AddDelegate(ExpressionSyntax expression, SemanticModel model, List<Payload> executed)
    {
        switch (model.GetSymbolInfo(expression, cancellationToken).Symbol)
        {
            case IMethodSymbol { DeclaringSyntaxReferences: [var body, ..], MethodKind: not MethodKind.DelegateInvoke }:
                executed.AddRange(_payloads.Of(body.GetSyntax(cancellationToken)));
                break;
            case IParameterSymbol { Type.TypeKind: TypeKind.Delegate, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } helper } parameter:
                AddPassed(helper, parameter, executed);
                break;
        }
    }

    private void AddPassed(IMethodSymbol helper, IParameterSymbol parameter, List<Payload> executed)
    {
        foreach (var use in CallsOf(helper))
        {
            var model = facts.ModelOf(use.SyntaxTree);
            if (use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || CallChain.NameOf(call) != use || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol called)
                continue;

            var ordinal = called.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal - 1;
            var arguments = call.ArgumentList.Arguments;
            var argument = arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name) ?? (ordinal >= 0 && ordinal < arguments.Count ? arguments[ordinal] : null);
            if (argument?.Expression is AnonymousFunctionExpressionSyntax function)
                executed.AddRange(_payloads.Of(function));
            else if (argument is not null && model.GetSymbolInfo(argument.Expression, cancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var body, ..] })
                executed.AddRange(_payloads.Of(body.GetSyntax(cancellationToken)));
        }
    }

    /// <summary>The calls of a helper, also through the interface that it implements.</summary>
    private IEnumerable<SimpleNameSyntax> CallsOf(IMethodSymbol helper)
    {
        foreach (var use in facts.Uses.Of(helper, cancellationToken))
            yield return use;
        if (helper.ContainingType is null)
            yield break;
        foreach (var contract in helper.ContainingType.AllInterfaces)
        {
            foreach (var member in contract.GetMembers(helper.Name))
            {
                if (!SymbolEqualityComparer.Default.Equals(helper.ContainingType.FindImplementationForInterfaceMember(member), helper))
                    continue;
                foreach (var use in facts.Uses.Of(member, cancellationToken))
                    yield return use;
            }
        }
    }

    /// <summary>The strategy is made in place for a handler on a client's builder: <c>AddTransientHttpErrorPolicy(p => p.RetryAsync(3))</c>.</summary>
    public static bool IsInsideHandler(InvocationExpressionSyntax call)
    {
        foreach (var node in call.Ancestors())
        {
            if (node is InvocationExpressionSyntax outer && CallChain.NameOf(outer)?.Identifier.ValueText is { } name && ResilienceNames.OnBuilder.ContainsKey(name) && outer.ArgumentList.Span.Contains(call.Span))
                return true;
        }

        return false;
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
                    return node.Ancestors().FirstOrDefault(static n => n is LocalFunctionStatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax) is (LocalFunctionStatementSyntax or MethodDeclarationSyntax) and { } method
                        ? model.GetDeclaredSymbol(method, cancellationToken)
                        : null;
                case LambdaExpressionSyntax or StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
