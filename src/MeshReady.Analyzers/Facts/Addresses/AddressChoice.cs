using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>How code chooses one of several addresses of a service.</summary>
internal enum ChoiceKind
{
    /// <summary>In turn: <c>hosts[i++ % hosts.Length]</c>.</summary>
    Turn,

    /// <summary>By chance: <c>hosts[Random.Shared.Next(hosts.Length)]</c>.</summary>
    Chance,

    /// <summary>From what DNS answers.</summary>
    Dns,

    /// <summary>From the pods or endpoints that the API of Kubernetes lists.</summary>
    Pods,

    /// <summary>A balancer of a library: of gRPC, of Steeltoe.</summary>
    Library,
}

/// <summary>A choice among addresses, and where it stands.</summary>
/// <param name="Kind">How it is made.</param>
/// <param name="Place">The choosing expression.</param>
internal sealed record AddressChoice(ChoiceKind Kind, SyntaxNode Place)
{
    public static IEnumerable<NameTable.Entry> Candidates =>
    [
        new("RoundRobinConfig", Creation, SiteKinds.ClientBalancing),
        new("StaticResolverFactory", Creation, SiteKinds.ClientBalancing),
        new("AddRoundRobinLoadBalancer", Call, SiteKinds.ClientBalancing),
        new("AddRandomLoadBalancer", Call, SiteKinds.ClientBalancing),
    ];

    /// <summary>The balancer of a library that a site makes or registers; null where it is somebody else's.</summary>
    public static AddressChoice? OfLibrary(RuleContext context, Site site)
    {
        var model = context.Model;
        var isBalancer = site.Node switch
        {
            BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation, context.CancellationToken).Type is { } type
                && (type.Is("Grpc.Net.Client.Configuration.RoundRobinConfig") || type.Is("Grpc.Net.Client.Balancer.StaticResolverFactory")),
            InvocationExpressionSyntax call => model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method && method.IsInNamespace("Steeltoe"),
            _ => false,
        };
        return isBalancer ? new(ChoiceKind.Library, site.Node) : null;
    }
}

/// <summary>
/// Follows the address that is handed to a client back to a choice among several: through locals, loops, and methods of the project that return
/// it. A choice by a key (a shard, a tenant) is none of balancing, and pods of an own type are none of Kubernetes'.
/// </summary>
internal sealed class AddressChoiceFinder(RuleContext context)
{
    private const int Deepest = 5;

    /// <summary>The choice behind the host of an address; null where none is seen. What is chosen for a path is none.</summary>
    public AddressChoice? In(SyntaxNode? expression, int depth = 0)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        if (expression is null || depth > Deepest || context.Facts.ModelFor(expression.SyntaxTree) is not { } model)
            return null;
        return expression switch
        {
            ParenthesizedExpressionSyntax inner => In(inner.Expression, depth),
            CastExpressionSyntax cast => In(cast.Expression, depth),
            AwaitExpressionSyntax awaited => In(awaited.Expression, depth),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => In(sure.Operand, depth),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => In(either.Left, depth) ?? In(either.Right, depth),
            ConditionalExpressionSyntax either => In(either.WhenTrue, depth) ?? In(either.WhenFalse, depth),
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } creation => In(arguments[arguments.Count > 1 && model.GetTypeInfo(creation, context.CancellationToken).Type.Is("System.UriBuilder") ? 1 : 0].Expression, depth),
            InterpolatedStringExpressionSyntax text => In(HostOf(text), depth),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => InSum(sum, depth),
            ElementAccessExpressionSyntax element => OfElement(element, element.Expression, element.ArgumentList.Arguments.FirstOrDefault()?.Expression, model) ?? In(element.Expression, depth),
            MemberAccessExpressionSyntax member => OfPod(member, member.Name, model) ?? In(member.Expression, depth),
            ConditionalAccessExpressionSyntax access => access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().Select(part => OfPod(access, part.Name, model)).FirstOrDefault(static choice => choice is not null) ?? In(access.Expression, depth),
            InvocationExpressionSyntax call => InCall(call, model, depth),
            IdentifierNameSyntax name => InLocal(name, model, depth),
            _ => null,
        };
    }

    /// <summary>The hole in which the host stands; null where the text before it has a host already.</summary>
    private static ExpressionSyntax? HostOf(InterpolatedStringExpressionSyntax text) => text.Contents switch
    {
        [InterpolationSyntax first, ..] => first.Expression,
        [InterpolatedStringTextSyntax before, InterpolationSyntax second, ..] when before.TextToken.ValueText.EndsWith("://", StringComparison.Ordinal) => second.Expression,
        _ => null,
    };

    private AddressChoice? InSum(BinaryExpressionSyntax sum, int depth)
    {
        ExpressionSyntax left = sum, next = sum.Right;
        while (left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } binary)
            (left, next) = (binary.Left, binary.Right);
        return left is LiteralExpressionSyntax { Token.ValueText: var start } ? start.EndsWith("://", StringComparison.Ordinal) ? In(next, depth) : null : In(left, depth);
    }

    private AddressChoice? InCall(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        if (call.Expression is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access)
        {
            var first = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
            switch (access.Name.Identifier.ValueText)
            {
                case "GetHostAddresses" or "GetHostAddressesAsync" or "GetHostEntry" or "GetHostEntryAsync":
                    return IsResolution(call, model) ? new(ChoiceKind.Dns, call) : null;
                case "ElementAt":
                    return OfElement(call, access.Expression, first, model) ?? In(access.Expression, depth);
                case "OrderBy" when first is LambdaExpressionSyntax { Body: ExpressionSyntax key } && Balanced(key, model, 0) == ChoiceKind.Chance:
                    return new(ChoiceKind.Chance, call);
                case "Select" when first is LambdaExpressionSyntax { Body: ExpressionSyntax body }:
                    return In(body, depth + 1) ?? In(access.Expression, depth);
                case "Format" when call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.ValueText: var format } }, { Expression: var host }, ..] && (format.StartsWith("{0}", StringComparison.Ordinal) || format.Contains("://{0}")):
                    return In(host, depth);
                case "Format" or "Concat" or "Join":
                    return null;
                default:
                    return In(access.Expression, depth);
            }
        }

        return model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var declared] } ? InBody(declared.GetSyntax(context.CancellationToken), depth) : null;
    }

    private AddressChoice? OfElement(ExpressionSyntax whole, ExpressionSyntax list, ExpressionSyntax? index, SemanticModel model)
        => index is not null && IsAddress(model.GetTypeInfo(whole, context.CancellationToken).Type) && Balanced(index, model, 0) is { } kind && !IsForeign(list, model) ? new(kind, whole) : null;

    private AddressChoice? OfPod(ExpressionSyntax whole, SimpleNameSyntax name, SemanticModel model)
        => name.Identifier.ValueText is "PodIP" or "PodIPs" or "Ip" or "Addresses" && model.GetSymbolInfo(name, context.CancellationToken).Symbol?.IsInNamespace("k8s.Models") == true ? new(ChoiceKind.Pods, whole) : null;

    private AddressChoice? InLocal(IdentifierNameSyntax name, SemanticModel model, int depth)
    {
        if (model.GetSymbolInfo(name, context.CancellationToken).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var declared] })
            return null;
        return declared.GetSyntax(context.CancellationToken) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => In(value, depth + 1),

            // Whoever tries each answer of DNS in turn connects as a client of TCP does; whoever goes through pods calls pods.
            ForEachStatementSyntax each => In(each.Expression, depth + 1) is { Kind: not ChoiceKind.Dns } choice ? choice : null,
            _ => null,
        };
    }

    private AddressChoice? InBody(SyntaxNode method, int depth)
    {
        var (block, arrow) = method switch
        {
            MethodDeclarationSyntax declared => (declared.Body, declared.ExpressionBody),
            LocalFunctionStatementSyntax local => (local.Body, local.ExpressionBody),
            _ => default,
        };
        if (arrow is not null)
            return In(arrow.Expression, depth + 1);
        return block?.DescendantNodes(static n => n is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax).OfType<ReturnStatementSyntax>()
            .Select(result => result.Expression is { } value ? In(value, depth + 1) : null).FirstOrDefault(static choice => choice is not null);
    }

    /// <summary>Whether an index goes round or is drawn; null where it is anything else.</summary>
    private ChoiceKind? Balanced(ExpressionSyntax index, SemanticModel model, int depth)
    {
        foreach (var node in index.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Next" or "NextInt64" or "GetInt32" } } call
                    when model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { ContainingType: var type } && (type.Is("System.Random") || type.Is("System.Security.Cryptography.RandomNumberGenerator")):
                    return ChoiceKind.Chance;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.ModuloExpression } modulo when Counts(modulo.Left, model):
                    return ChoiceKind.Turn;
                case IdentifierNameSyntax name when depth == 0 && model.GetSymbolInfo(name, context.CancellationToken).Symbol is { } counter:
                    if (counter is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax(context.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var value } && Balanced(value, model, 1) is { } kind)
                        return kind;
                    if (counter is IFieldSymbol && GoesRound(name))
                        return ChoiceKind.Turn;
                    break;
            }
        }

        return null;
    }

    /// <summary><c>Interlocked.Increment(ref next)</c>, <c>next++</c>.</summary>
    private bool Counts(ExpressionSyntax value, SemanticModel model)
    {
        foreach (var node in value.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression }:
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Increment" or "Add" } } call
                    when model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { ContainingType: var type } && type.Is("System.Threading.Interlocked"):
                    return true;
                case IdentifierNameSyntax name when model.GetSymbolInfo(name, context.CancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax(context.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax initial } && Counts(initial, model):
                    return true;
            }
        }

        return false;
    }

    /// <summary><c>_next = (_next + 1) % _hosts.Length;</c> beside the use.</summary>
    private static bool GoesRound(IdentifierNameSyntax counter)
        => counter.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.Left.ToString() == counter.ToString() && assignment.Right.DescendantNodesAndSelf().Any(static n => n.IsKind(SyntaxKind.ModuloExpression))) == true;

    private bool IsResolution(InvocationExpressionSyntax call, SemanticModel model)
        => model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { ContainingType: var type } && type.Is("System.Net.Dns")
            && call.ArgumentList.Arguments is [{ Expression: var host }, ..]
            && !host.ToString().Contains("GetHostName") && !host.ToString().Contains("MachineName")
            && !(context.Addresses.Resolve(host) is { Kind: AddressKind.Constant, Text: { } name } && context.Project.Hosts.Classify(name) is HostClass.External or HostClass.Loopback or HostClass.ContainerHost or HostClass.Identifier);

    /// <summary>Whether a list names hosts of the outside world, of which a mesh balances nothing.</summary>
    private bool IsForeign(ExpressionSyntax list, SemanticModel model)
    {
        if (model.GetSymbolInfo(list, context.CancellationToken).Symbol is not { DeclaringSyntaxReferences: [var declared] } || declared.GetSyntax(context.CancellationToken) is not VariableDeclaratorSyntax { Initializer: { } initializer })
            return false;
        return initializer.DescendantNodes().OfType<LiteralExpressionSyntax>().Any(literal => literal.Token.Value is string text && ServiceAddress.TryParse(text) is { } address
            && context.Project.Hosts.Classify(address.Host) is HostClass.External or HostClass.PublicIp);
    }

    private static bool IsAddress(ITypeSymbol? type)
        => type is { SpecialType: SpecialType.System_String } || type.Is("System.Uri") || type.Is("System.Net.IPAddress") || type.Is("System.Net.IPEndPoint") || type.Is("System.Net.DnsEndPoint");
}
