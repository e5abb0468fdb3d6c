using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>How often the code at a place opens its connection.</summary>
internal sealed class ConnectionUse(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>What the connection is opened for, as a message says it; null where it may be opened once.</summary>
    public string? PerWhat(ExpressionSyntax opening)
    {
        var value = Outermost(opening);
        if (FactoryOf(opening) is { } factory)
            return RegistrationOf(factory, value) is { } registration ? $"for each instance that '{registration}' makes" : null;
        if (CodePlace.Of(opening, model, cancellationToken) is not { } place)
            return null;
        if (OwnerMadeBy(opening, place) is { } owner)
            return PerUseTypes.For(facts).RegistrationOf(owner, cancellationToken) is { } made ? $"for each '{owner.Name}' that {made} brings" : null;
        if (RequestCode.IsStartUp(place) || !StaysWithin(value) || IsLongRunning(place))
            return null;

        var requests = StateFacts.For(facts).Requests;
        return requests.Reaches(place, cancellationToken) || IsDisposedHere(value) && place.Method is { } method && requests.MayBeCalledFromOutside(method, cancellationToken)
            ? $"for each call of '{place.Name}'"
            : null;
    }

    /// <summary>The whole of <c>(await factory.CreateConnectionAsync())</c> or <c>new ProducerBuilder(…).SetX(…).Build()</c>.</summary>
    private static ExpressionSyntax Outermost(ExpressionSyntax opening)
    {
        var value = opening;
        while (true)
        {
            switch (value.Parent)
            {
                case AwaitExpressionSyntax awaited:
                    value = awaited;
                    continue;
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax:
                    value = (ExpressionSyntax)value.Parent;
                    continue;
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call, Name.Identifier.ValueText: var name } access when access.Expression == value
                    && (name is "ConfigureAwait" or "GetAwaiter" or "GetResult" || opening is BaseObjectCreationExpressionSyntax && (name == "Build" || name.StartsWith("Set", StringComparison.Ordinal))):
                    value = call;
                    continue;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result when result.Expression == value:
                    value = result;
                    continue;
                default:
                    return value;
            }
        }
    }

    /// <summary>The lambda that runs nobody knows when; null where the nearest one runs in place, or none is around.</summary>
    private AnonymousFunctionExpressionSyntax? FactoryOf(SyntaxNode opening)
    {
        foreach (var node in opening.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda when CodePlace.EndpointOf(lambda, model, cancellationToken) is not null:
                    return null;
                // policy.Execute(() => …), Task.Run(() => …)
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } when CallChain.NameOf(call)?.Identifier.ValueText is { } name && (name.StartsWith("Execute", StringComparison.Ordinal) || name.StartsWith("Run", StringComparison.Ordinal)):
                    continue;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    // services.AddScoped(_ => new MongoClient(…)): the result itself, not something on the way to it.
    private string? RegistrationOf(AnonymousFunctionExpressionSyntax factory, ExpressionSyntax value)
        => factory.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && CallChain.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(ConnectionNames.PerUse, name) >= 0
            && (factory.ExpressionBody == value || value.Parent is ReturnStatementSyntax)
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.Declared().IsInNamespace("Microsoft.Extensions.DependencyInjection")
            ? name
            : null;

    /// <summary>The class whose constructor opens the connection: in its body, in a method that it calls, in the initialiser of a field.</summary>
    private INamedTypeSymbol? OwnerMadeBy(ExpressionSyntax opening, CodePlace place)
    {
        if (opening.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member is FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null })
            return member.Modifiers.Any(SyntaxKind.StaticKeyword) || member.Parent is not TypeDeclarationSyntax type ? null : model.GetDeclaredSymbol(type, cancellationToken) as INamedTypeSymbol;
        if (place.Method is not { IsStatic: false } method)
            return null;
        // given ?? Connect(): who gives one, shares it.
        if (method.MethodKind == MethodKind.Constructor)
            return Outermost(opening).Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } ? null : method.ContainingType;
        if (method.DeclaredAccessibility != Accessibility.Private || !IsGivenToMember(opening))
            return null;
        return facts.Uses.Of(method, cancellationToken).All(static name => name.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax) && facts.Uses.Of(method, cancellationToken).Any()
            && !HasGuard(opening)
            ? method.ContainingType
            : null;
    }

    private static bool IsGivenToMember(ExpressionSyntax opening) => Outermost(opening).Parent is AssignmentExpressionSyntax;

    // if (_connection is null), _connection ??= …
    private static bool HasGuard(SyntaxNode opening)
        => opening.Ancestors().TakeWhile(static n => n is not MemberDeclarationSyntax).Any(static n => n is IfStatementSyntax or ConditionalExpressionSyntax || n.IsKind(SyntaxKind.CoalesceAssignmentExpression) || n.IsKind(SyntaxKind.CoalesceExpression));

    /// <summary>Whether nobody outside of the body gets hold of the connection.</summary>
    private static bool StaysWithin(ExpressionSyntax value)
    {
        switch (value.Parent)
        {
            case UsingStatementSyntax:
                return true;
            // Connect(…).GetDatabase(): what is left over stays open, and the next call opens another.
            case MemberAccessExpressionSyntax access:
                return access.Expression == value;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                var body = variable.Ancestors().FirstOrDefault(static n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);
                return body is not null && body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == variable.Identifier.ValueText && n.SpanStart > variable.Span.End).All(IsOnlyUsed);
            default:
                return false;
        }
    }

    private static bool IsOnlyUsed(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        ConditionalAccessExpressionSyntax access => access.Expression == name,
        UsingStatementSyntax => true,
        _ => false,
    };

    private static bool IsDisposedHere(ExpressionSyntax value)
        => value.Parent is UsingStatementSyntax
            || value.Parent is EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Parent: UsingStatementSyntax } }
            || value.Parent is EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword } } };

    // A worker opens its connection once and stays; a check wants to know whether one can be opened.
    private static bool IsLongRunning(CodePlace place)
        => place.Method is { } method && (method.ContainingType.IsOrInherits("Microsoft.Extensions.Hosting.IHostedService") || method.ContainingType.AllInterfaces.Any(static i => i.Name is "IHealthCheck" or "IJob"))
            || place.Body.DescendantNodes().Any(static n => n is WhileStatementSyntax or DoStatementSyntax
                || n is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is "StartProcessingAsync" or "CreateProcessor" or "CreateSessionProcessor" or "BasicConsume" or "BasicConsumeAsync" or "Delay" or "ReceiveMessagesAsync");
}
