using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>A request that goes to one Service and names another host.</summary>
/// <param name="Shown">What stands as Host, for a message: a quoted name or expression.</param>
/// <param name="Host">The host; null where it is that of whoever called this service.</param>
/// <param name="Calls">Where the request goes, in each placement in which that is known.</param>
internal sealed record HostOverride(string Shown, string? Host, IReadOnlyList<MeshedCall> Calls)
{
    /// <summary>The line that says so, where it is not the code.</summary>
    public (string Path, int Line)? Source { get; init; }
}

/// <summary>Reads where code gives requests another Host: on a message, on a client, in YARP's code.</summary>
internal static class HostOverrides
{
    private const string HttpHeaders = "System.Net.Http.Headers.HttpHeaders";
    private const string RequestHeaders = "System.Net.Http.Headers.HttpRequestHeaders";

    /// <summary>The overrides at a site; more than one only where YARP's settings are loaded.</summary>
    public static IEnumerable<HostOverride> At(RuleContext context, Site site) => site.Node switch
    {
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when IsHostOf(context, assignment.Left)
            => OfMessage(context, assignment, assignment.Right),
        InvocationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: var value }] } call when site.Name is "Add" or "TryAddWithoutValidation" && AddsHeader(context, call)
            => OfMessage(context, call, value),
        InvocationExpressionSyntax call when site.Name is "AddOriginalHost" or "WithTransformUseOriginalHostHeader" => OfProxy(context, call),
        InvocationExpressionSyntax call when site.Name == "LoadFromConfig" => ProxySettings.OverridesIn(context, call),
        _ => [],
    };

    private static bool IsHostOf(RuleContext context, ExpressionSyntax left)
        => context.Model.GetSymbolInfo(left, context.CancellationToken).Symbol is IPropertySymbol { Name: "Host" } property && property.ContainingType.Is(RequestHeaders);

    private static bool AddsHeader(RuleContext context, InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax access
            && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method && method.ContainingType.IsOrInherits(HttpHeaders)
            && context.Model.GetTypeInfo(access.Expression, context.CancellationToken).Type.Is(RequestHeaders);

    private static IEnumerable<HostOverride> OfMessage(RuleContext context, ExpressionSyntax place, ExpressionSyntax value)
    {
        if (AddressOf(context, place) is not { } address || DevelopmentGuard.IsDevelopmentOnly(place, context.Model, context.CancellationToken))
            yield break;
        if (IsOfCaller(context, value))
        {
            yield return new($"'{value}'", null, address.Calls);
            yield break;
        }

        foreach (var call in address.Calls)
        {
            if (HostIn(context, call.Placement, value) is { } host)
                yield return new($"'{host}'", host, [call]);
        }
    }

    /// <summary>The address to which the message or client of the header goes; null where it is not one that the same body gives it.</summary>
    private static AddressedCall? AddressOf(RuleContext context, ExpressionSyntax place)
    {
        var owner = OwnerOf(place);
        var creation = owner is null ? place.Ancestors().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault() : null;
        var symbol = owner is null ? null : context.Model.GetSymbolInfo(owner, context.CancellationToken).Symbol;
        if (symbol is null && creation is null || BodyOf(place) is not { } body)
            return null;

        AddressedCall? found = null;
        foreach (var site in SyntaxIndex.For(place.SyntaxTree, context.CancellationToken).Of(SiteKinds.OutboundAddress))
        {
            if ((site.Kinds & SiteKinds.OutboundAddress) == 0 || !body.Span.Contains(site.Node.Span) || !Belongs(context, site.Node, symbol, creation) || context.Facts.Addressed.At(context, site) is not { } address)
                continue;
            if (found is not null)
                return null;
            found = address;
        }

        return found;
    }

    /// <summary>The <c>rq</c> of <c>rq.Headers.Host</c>, the <c>client</c> of <c>client.DefaultRequestHeaders.Add</c>; null within an initialiser.</summary>
    private static ExpressionSyntax? OwnerOf(ExpressionSyntax place)
    {
        var headers = place switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var left } } => left,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } => receiver,
            _ => null,
        };
        return headers is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Headers" or "DefaultRequestHeaders" } access ? access.Expression : null;
    }

    private static bool Belongs(RuleContext context, SyntaxNode node, ISymbol? symbol, BaseObjectCreationExpressionSyntax? creation)
    {
        if (creation is not null)
            return node == creation || node is AssignmentExpressionSyntax inner && inner.Parent == creation.Initializer;

        var target = node switch
        {
            BaseObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } => context.Model.GetDeclaredSymbol(variable, context.CancellationToken),
            BaseObjectCreationExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } => context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol,
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var left } } => context.Model.GetSymbolInfo(left, context.CancellationToken).Symbol,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } } } => context.Model.GetDeclaredSymbol(variable, context.CancellationToken),
            _ => null,
        };
        return target is not null && SymbolEqualityComparer.Default.Equals(target, symbol);
    }

    private static SyntaxNode? BodyOf(SyntaxNode place)
        => place.FirstAncestorOrSelf<SyntaxNode>(static node => node is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or CompilationUnitSyntax);

    /// <summary>Whether the value is the Host of the request that this service answers.</summary>
    private static bool IsOfCaller(RuleContext context, ExpressionSyntax value)
        => value.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText == "Host"
            && context.Model.GetSymbolInfo(access, context.CancellationToken).Symbol is IPropertySymbol property && property.ContainingType.Is("Microsoft.AspNetCore.Http.HttpRequest"));

    private static string? HostIn(RuleContext context, Placement placement, ExpressionSyntax value)
    {
        var known = context.Addresses.Resolve(value);
        var text = known.Kind == AddressKind.Constant ? known.Text
            : known is { Key: { } key, IsComposed: false, IsOfUnknownSource: false } ? placement.ValueOf(key, context.Project.Values, known.IsEnvironment).Value.Value
            : null;
        return text is { Length: > 0 } && text.IndexOfAny(['/', ' ', '*']) < 0 ? text.Split(':')[0] : null;
    }

    /// <summary>YARP's code: what it proxies to stands in the same document, or in the settings that are loaded there.</summary>
    private static IEnumerable<HostOverride> OfProxy(RuleContext context, InvocationExpressionSyntax call)
    {
        if (context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method || !method.Home().IsInNamespace("Yarp.ReverseProxy")
            || call.ArgumentList.Arguments.LastOrDefault()?.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression }
            || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken))
        {
            yield break;
        }

        var index = SyntaxIndex.For(call.SyntaxTree, context.CancellationToken);
        foreach (var site in index.Of(SiteKinds.OutboundAddress))
        {
            if ((site.Kinds & SiteKinds.OutboundAddress) != 0 && context.Facts.Addressed.At(context, site) is { Sink.Family: Clients.SinkFamily.Yarp } address)
                yield return new("the caller's Host", null, address.Calls);
        }

        foreach (var site in index.Of(SiteKinds.HostHeader))
        {
            if (site.Name != "LoadFromConfig" || site.Node is not InvocationExpressionSyntax load)
                continue;
            foreach (var (_, destination) in ProxySettings.DestinationsIn(context, load))
                yield return new("the caller's Host", null, [destination]);
        }
    }
}
