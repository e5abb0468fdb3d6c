using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>An outbound client as the code registers or makes it.</summary>
/// <param name="Node">The registering call, or the creation.</param>
/// <param name="Family">The library.</param>
/// <param name="Label">The client's name for a message: its type, its registered name.</param>
/// <param name="ClientType">The typed client; null for a named one.</param>
/// <param name="Address">Where it goes, as far as the code says.</param>
/// <param name="Coverage">What protects it, defaults left out.</param>
internal sealed record ClientRegistration(ExpressionSyntax Node, SinkFamily Family, string Label, ITypeSymbol? ClientType, AddressValue Address, ChainCoverage Coverage);

/// <summary>Binds the candidates for client registrations.</summary>
internal sealed class ClientReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private readonly AddressResolver _addresses = new(facts, cancellationToken);

    /// <summary>The registration at the site; null where it is none.</summary>
    public ClientRegistration? At(Site site)
    {
        if ((site.Kinds & SiteKinds.ClientRegistration) == 0 || facts.ModelFor(site.Node.SyntaxTree) is not { } model)
            return null;

        return site.Node switch
        {
            InvocationExpressionSyntax call when site.Name == "ForAddress" => Channel(call, model),
            InvocationExpressionSyntax call => Registered(site.Name, call, model),
            _ => null,
        };
    }

    /// <summary>What the code of a class says of the client in it; null where its source is out of sight.</summary>
    public ClientRegistration? OfType(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences is [var first, ..] && facts.ModelFor(first.SyntaxTree) is not null && first.GetSyntax(cancellationToken) is TypeDeclarationSyntax
            ? new ClientRegistration(SyntaxFactory.IdentifierName(type.Name), SinkFamily.Http, type.Name, type, AddressIn(type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken))), ChainCoverage.None)
            : null;

    private ClientRegistration? Registered(string name, InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !ClientNames.Registrations[name].Any(type => method.IsMethodOf(type)))
            return null;

        // services.AddHttpClient() alone registers the factory.
        var client = method.TypeArguments.Length > 0 ? method.TypeArguments[method.TypeArguments.Length - 1] : null;
        var label = client?.Name ?? NameArgument(call, model);
        if (label is null)
            return null;

        var chain = CallChain.From(call);
        var coverage = new ChainReader(facts, cancellationToken).Read(chain);
        var address = AddressIn(chain.Calls.Select(static c => (SyntaxNode)c.ArgumentList));
        if (address.Kind == AddressKind.Unknown && client is not null)
        {
            address = AddressIn(client.DeclaringSyntaxReferences.Where(r => facts.ModelFor(r.SyntaxTree) is not null).Select(r => r.GetSyntax(cancellationToken)));
            coverage = coverage with { Layers = coverage.Layers | TimeoutInType(client) };
        }

        var family = name switch
        {
            "AddGrpcClient" or "AddCodeFirstGrpcClient" => SinkFamily.Grpc,
            "AddRefitClient" or "AddRefitGeneratedClient" or "AddKeyedRefitClient" => SinkFamily.Refit,
            "AddRestEaseClient" => SinkFamily.RestEase,
            _ => SinkFamily.Http,
        };
        return new ClientRegistration(call, family, label, client, address, coverage);
    }

    private ClientRegistration? Channel(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.IsMethodOf("Grpc.Net.Client.GrpcChannel") || call.ArgumentList.Arguments.Count == 0)
            return null;

        // Options that are made in place without a service configuration and without a handler add nothing.
        var layers = Layers.None;
        if (call.ArgumentList.Arguments.Count > 1)
        {
            var options = call.ArgumentList.Arguments[1].Expression;
            var inPlace = options is BaseObjectCreationExpressionSyntax;
            var names = options.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(static a => a.Left.ToString()).ToList();
            if (names.Contains("ServiceConfig"))
                layers |= Layers.Custom | (options.ToString().Contains("RetryPolicy") ? Layers.Retry : Layers.None);
            else if (!inPlace || names.Contains("HttpHandler") || names.Contains("HttpClient"))
                layers |= Layers.Unknown;
        }

        return new ClientRegistration(call, SinkFamily.Grpc, "GrpcChannel", null, _addresses.Resolve(call.ArgumentList.Arguments[0].Expression), new ChainCoverage(layers, []));
    }

    private string? NameArgument(InvocationExpressionSyntax call, SemanticModel model)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (model.GetTypeInfo(argument.Expression, cancellationToken).Type?.SpecialType == SpecialType.System_String)
                return model.GetConstantValue(argument.Expression, cancellationToken) is { HasValue: true, Value: string text } ? text.Length > 0 ? text : null : argument.Expression.ToString();
        }

        return null;
    }

    /// <summary>The first address that these parts of the code give to a client.</summary>
    private AddressValue AddressIn(IEnumerable<SyntaxNode> parts)
    {
        foreach (var part in parts)
        {
            foreach (var site in SyntaxIndex.For(part.SyntaxTree, cancellationToken).Of(SiteKinds.OutboundAddress))
            {
                if ((site.Kinds & SiteKinds.OutboundAddress) == 0 || !part.Span.Contains(site.Node.Span))
                    continue;
                if (OutboundSinks.At(site, facts.ModelOf(part.SyntaxTree), cancellationToken) is { Sink.Family: not SinkFamily.Infrastructure } outbound && _addresses.Resolve(outbound.Value) is { Kind: not AddressKind.Unknown } value && (value.Kind != AddressKind.Constant || value.Address is not null))
                    return value;
            }
        }

        return AddressValue.Unknown;
    }

    /// <summary>A typed client that sets the time-out of the HttpClient that it is given.</summary>
    private Layers TimeoutInType(ITypeSymbol client)
        => client.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellationToken).DescendantNodes().Any(static n =>
            n is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Timeout" } } or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CancelAfter" } }))
            ? Layers.Timeout
            : Layers.None;
}
