using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Another service, or a version of it, as one way through the code names it.</summary>
/// <param name="Identity">Equal where two ways call the same.</param>
/// <param name="Shown">The name for a message.</param>
internal sealed record Upstream(string Identity, string Shown);

/// <summary>Finds out which service a piece of code calls: by address, by named, typed or kept client, by gRPC channel.</summary>
internal sealed class UpstreamReader(RuleContext context)
{
    private const int MaxDepth = 3;

    private readonly CancellationToken _cancellationToken = context.CancellationToken;

    private CodeFacts Facts => context.Facts;

    /// <summary>The different services that the ways of a decision call, in order, with at least one way each; fewer than two where it chooses none.</summary>
    public IReadOnlyList<Upstream> ChosenBy(Decision decision)
    {
        var chosen = new List<Upstream>();
        foreach (var way in decision.Ways)
        {
            if (First(way, MaxDepth) is { } upstream && !chosen.Exists(other => other.Identity == upstream.Identity))
                chosen.Add(upstream);
        }

        return chosen;
    }

    /// <summary>The service that an expression stands for or calls; null where it is none that is known.</summary>
    public Upstream? Of(ExpressionSyntax value) => OfValue(value, MaxDepth);

    private Upstream? First(IEnumerable<SyntaxNode> code, int depth)
    {
        foreach (var node in code)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if ((node is ExpressionSyntax value ? OfValue(value, depth) : null) is { } direct)
                return direct;
            foreach (var inner in node.DescendantNodesAndSelf(static n => n is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
            {
                var candidate = inner switch
                {
                    ReturnStatementSyntax returned => returned.Expression,
                    AssignmentExpressionSyntax assignment => assignment.Right,
                    EqualsValueClauseSyntax clause => clause.Value,
                    InvocationExpressionSyntax call => call,
                    _ => null,
                };
                if (candidate is not null && OfValue(candidate, depth) is { } found)
                    return found;
            }
        }

        return null;
    }

    /// <summary>The service that an expression stands for or calls; null where it is none.</summary>
    private Upstream? OfValue(ExpressionSyntax value, int depth)
    {
        value = Strip(value);
        if (depth == 0 || Facts.ModelFor(value.SyntaxTree) is not { } model)
            return null;

        if (OfAddress(value) is { } addressed)
            return addressed;
        return value switch
        {
            InvocationExpressionSyntax call => OfCall(call, model, depth),
            BaseObjectCreationExpressionSyntax creation => OfCreation(creation, model, depth),
            IdentifierNameSyntax or MemberAccessExpressionSyntax => OfClient(value, model, depth),
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => OfName(literal),
            _ => null,
        };
    }

    private Upstream? OfAddress(ExpressionSyntax value)
    {
        var address = context.Addresses.Resolve(value);
        if (address.Kind is AddressKind.Constant or AddressKind.Fallback && address.Address is { Scheme: not null } known)
            return context.Project.Hosts.IsService(context.Project.Hosts.Classify(known.Host)) && !EndpointFilter.IsNotCalled(value) ? new(known.Host + ":" + known.Port, known.Display) : null;
        return address is { Kind: AddressKind.Configuration, Key: { } key } && context.Project.IsService(address) && Flow.Reaches(value, MaxDepth) ? new("setting " + key, key) : null;
    }

    /// <summary>A bare text that is used as the name of a client or as a host.</summary>
    private Upstream? OfName(LiteralExpressionSyntax literal)
        => literal.Token.ValueText is { Length: > 0 and < 100 } name && name.IndexOfAny([' ', '/', '{']) < 0 && Flow.Reaches(literal, MaxDepth) ? OfNamed(name) : null;

    private UpstreamFlow Flow => new(Facts, _cancellationToken);

    private Upstream? OfCall(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        if (depth == 0 || CallChain.NameOf(call)?.Identifier.ValueText is not { } name || model.GetSymbolInfo(call, _cancellationToken).Symbol is not IMethodSymbol method)
            return null;

        if (UpstreamFlow.TakesClientName(method))
        {
            foreach (var argument in call.ArgumentList.Arguments)
            {
                if (model.GetConstantValue(argument.Expression, _cancellationToken) is { HasValue: true, Value: string text })
                    return OfNamed(text);
            }

            return null;
        }

        if (OutboundSinks.At(new Site(call, SiteKinds.OutboundAddress, name), model, _cancellationToken) is { } outbound && outbound.Sink.Family != SinkFamily.Infrastructure && outbound.Value.Syntax is ExpressionSyntax sent && OfAddress(sent) is { } addressed)
            return addressed;
        if (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && (Strip(receiver) is InvocationExpressionSyntax made ? OfCall(made, model, depth - 1) : OfClient(Strip(receiver), model, depth)) is { } client)
            return client;

        // A method of the project that calls one service.
        return method.Declared().DeclaringSyntaxReferences is [var single] && Facts.ModelFor(single.SyntaxTree) is not null && !method.IsAbstract
            ? single.GetSyntax(_cancellationToken) switch
            {
                MethodDeclarationSyntax { Body: { } body } => First(body.Statements, depth - 1),
                MethodDeclarationSyntax { ExpressionBody.Expression: var arrow } => First([arrow], depth - 1),
                LocalFunctionStatementSyntax { Body: { } body } => First(body.Statements, depth - 1),
                LocalFunctionStatementSyntax { ExpressionBody.Expression: var arrow } => First([arrow], depth - 1),
                _ => null,
            }
            : null;
    }

    private Upstream? OfCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel model, int depth)
    {
        var type = model.GetTypeInfo(creation, _cancellationToken).Type;
        if (type.Is("System.Net.Http.HttpClient"))
        {
            foreach (var member in creation.Initializer?.Expressions ?? default)
            {
                if (member is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "BaseAddress" }, Right: var address })
                    return OfAddress(address);
            }
        }

        // new OrdersClient(channel): the client of what it is made over.
        return IsClientType(type) && creation.ArgumentList?.Arguments is [{ Expression: var over }, ..] ? OfValue(over, depth - 1) : null;
    }

    /// <summary>A variable, field or property that keeps a client.</summary>
    private Upstream? OfClient(ExpressionSyntax value, SemanticModel model, int depth)
    {
        if (model.GetSymbolInfo(value, _cancellationToken).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Field or SymbolKind.Property or SymbolKind.Parameter } symbol)
            return null;
        var type = symbol switch { ILocalSymbol local => local.Type, IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => ((IParameterSymbol)symbol).Type };
        if (!IsClientType(type))
            return null;
        if (OnlyValue.Of(symbol, Facts, model, _cancellationToken) is { } only && Facts.ModelFor(only.SyntaxTree) is not null && OfValue(only, depth - 1) is { } known)
            return known;

        var registered = Facts.Clients.All(_cancellationToken).FirstOrDefault(client => SymbolEqualityComparer.Default.Equals(client.ClientType, type));
        return registered is not null && !MayBeService(registered) ? null : new("client " + symbol.ToDisplayString(), symbol.Name);
    }

    private bool IsClientType(ITypeSymbol? type)
        => type is not null
            && (type.Is("System.Net.Http.HttpClient") || type.IsOrInherits("Grpc.Core.ClientBase") || type.IsOrInherits("Grpc.Core.ChannelBase")
                || Facts.Clients.All(_cancellationToken).Any(client => client.Origin == ClientOrigin.Factory && SymbolEqualityComparer.Default.Equals(client.ClientType, type)));

    private Upstream? OfNamed(string name)
        => Facts.Clients.All(_cancellationToken).FirstOrDefault(client => client is { Origin: ClientOrigin.Factory, ClientType: null } && client.Label == name) is { } registered && !MayBeService(registered)
            ? null
            : new("client " + name, name);

    /// <summary>Whether a client leads to a service, as far as its address is known.</summary>
    private bool MayBeService(ClientRegistration client)
        => !ThirdParties.IsOne(client) && (client.Address.Kind == AddressKind.Unknown || client.Address is { Kind: AddressKind.Constant, Address: null } || context.Project.IsService(client.Address));

    private static ExpressionSyntax Strip(ExpressionSyntax value)
    {
        while (true)
        {
            switch (value)
            {
                case ParenthesizedExpressionSyntax inner:
                    value = inner.Expression;
                    break;
                case AwaitExpressionSyntax inner:
                    value = inner.Expression;
                    break;
                case CastExpressionSyntax inner:
                    value = inner.Expression;
                    break;
                case PostfixUnaryExpressionSyntax inner:
                    value = inner.Operand;
                    break;
                default:
                    return value;
            }
        }
    }
}
