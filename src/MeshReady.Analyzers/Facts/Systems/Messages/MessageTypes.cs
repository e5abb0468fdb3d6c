using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>Finds out of which type a message is that a call sends.</summary>
internal sealed class MessageTypes(CodeFacts facts, CancellationToken cancellationToken)
{
    private readonly Dictionary<INamedTypeSymbol, IReadOnlyList<INamedTypeSymbol>> _made = new(SymbolEqualityComparer.Default);

    /// <summary>The types of the messages; none where the code does not tell.</summary>
    public IReadOnlyList<INamedTypeSymbol> Of(InvocationExpressionSyntax call, IMethodSymbol? method, SemanticModel model)
    {
        foreach (var type in (CallChain.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments.Select(a => model.GetTypeInfo(a, cancellationToken).Type) ?? [])
        {
            if (AsMessage(type) is { } told)
                return Concrete(told);
        }

        INamedTypeSymbol? open = null;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is LambdaExpressionSyntax || AsMessage(TypeOf(argument.Expression, model)) is not { } type)
                continue;
            if (Concrete(type) is { Count: > 0 } found)
                return found;
            open ??= type;
        }

        // Confluent's producer: the value's type is the client's.
        return open is null && method?.Home() is { Name: "IProducer" } && call.Expression is MemberAccessExpressionSyntax access
            && model.GetTypeInfo(access.Expression, cancellationToken).Type is INamedTypeSymbol { TypeArguments: [_, var value] } && AsMessage(value) is { } sent ? Concrete(sent) : [];
    }

    private ITypeSymbol? TypeOf(ExpressionSyntax expression, SemanticModel model)
    {
        var type = model.GetTypeInfo(expression, cancellationToken).Type;
        // A mapper that is not at hand: var placed = basket.Adapt<OrderPlaced>().
        if (type is null or { TypeKind: TypeKind.Error } && Made(expression, model) is GenericNameSyntax { Identifier.ValueText: "Adapt" or "Map" or "MapTo", TypeArgumentList.Arguments: [.., var told] })
            return model.GetTypeInfo(told, cancellationToken).Type ?? type;
        // A local of a general type that holds one thing: object message = new OrderPlaced(…).
        if (type is { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Interface } or { IsAbstract: true } && model.GetSymbolInfo(expression, cancellationToken).Symbol is ILocalSymbol local && OnlyValue.OfLocal(local, model, cancellationToken) is { } value)
            return model.GetTypeInfo(value, cancellationToken).Type ?? type;
        return type;
    }

    private SimpleNameSyntax? Made(ExpressionSyntax expression, SemanticModel model)
        => (model.GetSymbolInfo(expression, cancellationToken).Symbol is ILocalSymbol local ? OnlyValue.OfLocal(local, model, cancellationToken) : expression) is InvocationExpressionSyntax call ? CallChain.NameOf(call) : null;

    /// <summary>The type as one of a message; null for texts, numbers, addresses, and what carries others.</summary>
    public static INamedTypeSymbol? AsMessage(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol { ElementType: var element })
            return AsMessage(element);
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, IsAnonymousType: false, SpecialType: SpecialType.None } named)
            return null;
        // A list or an envelope: what is in it.
        if (named is { TypeArguments: [var only] } && (named.DeclaringSyntaxReferences.IsEmpty || named.Name.Contains("Envelope") || named.Name.Contains("Wrapper")) || named is { TypeArguments: [_, var only2], Name: "Message" } && (only = only2) is not null)
            return AsMessage(only);
        return named.DeclaringSyntaxReferences.IsEmpty && (named.IsInNamespace("System") || named.IsInNamespace("Microsoft") || named.IsInNamespace("RabbitMQ") || named.IsInNamespace("Confluent") || named.IsInNamespace("Azure") || named.IsInNamespace("MassTransit") || named.IsInNamespace("Newtonsoft") || named.IsInNamespace("Amazon")) ? null : named;
    }

    /// <summary>The type itself; for a base of messages those of its kinds that the project makes.</summary>
    public IReadOnlyList<INamedTypeSymbol> Concrete(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface && !type.IsAbstract && !IsBase(type))
            return [type];
        if (!_made.TryGetValue(type, out var known))
            _made.Add(type, known = Made(type));
        return known;
    }

    private IReadOnlyList<INamedTypeSymbol> Made(INamedTypeSymbol type)
    {
        var made = new List<INamedTypeSymbol>();
        foreach (var creation in CodeNodes.For(facts, cancellationToken).AllCreations(cancellationToken))
        {
            if (facts.ModelOf(creation.SyntaxTree).GetTypeInfo(creation, cancellationToken).Type is INamedTypeSymbol { IsAbstract: false } one && !one.DeclaringSyntaxReferences.IsEmpty && !IsBase(one)
                && !SymbolEqualityComparer.Default.Equals(one, type) && Derives(one, type) && !made.Contains(one, SymbolEqualityComparer.Default))
            {
                made.Add(one);
            }
        }

        // An interface of which a contract library makes the objects is a message by itself: MassTransit's way.
        return made.Count == 0 && type.TypeKind == TypeKind.Interface && !IsBase(type) && !type.Name.EndsWith("Envelope", StringComparison.Ordinal) && type.GetMembers().OfType<IPropertySymbol>().Any() ? [type] : made;
    }

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol parent)
        => type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, parent.OriginalDefinition)) || Bases(type).Any(b => SymbolEqualityComparer.Default.Equals(b.OriginalDefinition, parent.OriginalDefinition));

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
            yield return level;
    }

    // The names that houses give to what all messages derive from.
    private static bool IsBase(INamedTypeSymbol type)
        => type.Name is "Event" or "IEvent" or "Message" or "IMessage" or "IntegrationEvent" or "IIntegrationEvent" or "IntegrationMessage" or "IIntegrationMessage" or "BaseEvent" or "EventBase" or "BaseMessage" or "MessageBase" or "IntegrationBaseEvent" or "IntegrationEventBase"
            or "BaseIntegrationEvent" or "DomainEvent" or "IDomainEvent" or "INotification" or "IExternalEvent" or "ExternalEvent" or "Command" or "ICommand" or "IRequest" or "IntegrationEventWrapper";
}
