using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>An address on its way out of the process.</summary>
/// <param name="Sink">Where it goes.</param>
/// <param name="Value">The expression that holds it.</param>
internal readonly record struct OutboundAddress(Sink Sink, IOperation Value);

/// <summary>Binds candidate sites to the sinks of <see cref="SinkTable"/>.</summary>
internal static class OutboundSinks
{
    /// <summary>The address that the site hands to a client; null where it is no such site.</summary>
    public static OutboundAddress? At(Site site, SemanticModel model, CancellationToken cancellationToken)
    {
        if (site.Node is AttributeSyntax attribute)
            return AtAttribute(site, attribute, model, cancellationToken);

        return model.GetOperation(site.Node, cancellationToken) switch
        {
            IInvocationOperation invocation => AtCall(site.Name, invocation),
            IObjectCreationOperation creation => AtCreation(creation),
            ISimpleAssignmentOperation assignment => AtAssignment(site.Name, assignment),
            _ => null,
        };
    }

    /// <summary>The address in a request message that is made in place: <c>client.SendAsync(new(HttpMethod.Get, "http://…"))</c>.</summary>
    private static OutboundAddress? AtCreation(IObjectCreationOperation creation)
    {
        if (creation.Type is not { } type)
            return null;

        foreach (var sink in SinkTable.ByName[type.Name])
        {
            if (sink.Shape == SinkShape.Creation && type.Is(sink.Type) && ValueOf(creation.Arguments, sink.Parameter!) is { } value && IsAddressType(value))
                return new(sink, value);
        }

        return null;
    }

    private static OutboundAddress? AtCall(string name, IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod.Declared();
        foreach (var sink in SinkTable.ByName[name])
        {
            if (sink.Shape == SinkShape.Receiver)
            {
                if (method.IsExtension() && method.Name == name && method.Home().IsInNamespace("Flurl") && invocation.Arguments.Length > 0 && IsAddressType(invocation.Arguments[0].Value))
                    return new(sink, invocation.Arguments[0].Value);
                continue;
            }

            if (sink.Shape != SinkShape.Call || method.Name != sink.Name || !method.Home().IsOrInherits(sink.Type) || ValueOf(invocation.Arguments, sink.Parameter!) is not { } value)
                continue;

            if (sink.Parameter != "request")
                return new(sink, value);

            // A message that is made elsewhere is a candidate of its own.
            if (Strip(value) is IObjectCreationOperation { Syntax: ImplicitObjectCreationExpressionSyntax } message && AtCreation(message) is { } inner)
                return inner;
        }

        return null;
    }

    private static OutboundAddress? AtAssignment(string name, ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: var property })
            return null;

        foreach (var sink in SinkTable.ByName[name])
        {
            if (sink.Shape == SinkShape.Assignment && property.ContainingType.IsOrInherits(sink.Type))
                return new(sink, assignment.Value);
        }

        return null;
    }

    private static OutboundAddress? AtAttribute(Site site, AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        if (attribute.ArgumentList is not { Arguments: [{ Expression: var expression }, ..] }
            || model.GetSymbolInfo(attribute, cancellationToken).Symbol is not IMethodSymbol { ContainingType: var type }
            || model.GetOperation(expression, cancellationToken) is not { } value)
        {
            return null;
        }

        foreach (var sink in SinkTable.ByName[site.Name])
        {
            if (sink.Shape == SinkShape.Attribute && type.Is(sink.Type))
                return new(sink, value);
        }

        return null;
    }

    private static IOperation? ValueOf(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, string parameter)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)
                return argument.Value;
        }

        return null;
    }

    private static bool IsAddressType(IOperation value)
    {
        var type = Strip(value).Type;
        return type is null || type.SpecialType == SpecialType.System_String || type.Is("System.Uri") || type.Is("Flurl.Url");
    }

    private static IOperation Strip(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }
}
