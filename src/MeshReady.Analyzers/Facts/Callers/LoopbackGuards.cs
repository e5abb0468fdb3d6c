using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>A test that lets in whoever seems to be on the same machine.</summary>
/// <param name="Node">Where a reader has to look.</param>
/// <param name="ByHeader">Whether it only reads the Host header; otherwise it reads the caller's address.</param>
internal sealed record LoopbackGuard(SyntaxNode Node, bool ByHeader);

/// <summary>
/// Finds guards that take an address of this machine for a friend. A comparison with 127.0.0.1 alone is none: behind a
/// sidecar it refuses everybody.
/// </summary>
internal sealed class LoopbackGuards(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    /// <summary>What code says when it refuses a request, or lets one pass a policy.</summary>
    private static readonly HashSet<string> Verdicts = new(StringComparer.Ordinal)
    {
        "Forbid", "ForbidAsync", "Forbidden", "ForbidResult", "Unauthorized", "UnauthorizedResult", "UnauthorizedObjectResult", "Challenge", "ChallengeAsync", "NotFound", "NotFoundResult",
        "Abort", "Succeed", "Fail", "StatusCode", "StatusCodes", "StatusCodeResult", "UnauthorizedAccessException", "AuthenticateResult", "ProblemDetails", "Problem",
    };

    /// <summary>The guard at a candidate site; null where it is none.</summary>
    public LoopbackGuard? At(Site site)
    {
        var model = facts.ModelOf(site.Node.SyntaxTree);
        return (site.Name, site.Node) switch
        {
            ("IsLoopback", InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var address }] } call)
                when IsMethod(call, model, "System.Net.IPAddress") && Decides(call, model, MaxDepth) && new CallerAddresses(facts, cancellationToken).Contains(address)
                => new LoopbackGuard(call, ByHeader: false),
            ("StartsWith", InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var address } } call)
                when IsMethod(call, model, "System.String") && Decides(call, model, MaxDepth) && new CallerAddresses(facts, cancellationToken).Contains(address)
                => new LoopbackGuard(call, ByHeader: false),
            ("StartsWith", InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax, Parent: ConditionalAccessExpressionSyntax { Expression: var address } } call)
                when IsMethod(call, model, "System.String") && Decides(call, model, MaxDepth) && new CallerAddresses(facts, cancellationToken).Contains(address)
                => new LoopbackGuard(call, ByHeader: false),
            ("RequireHost", InvocationExpressionSyntax call)
                when AreLocal(call.ArgumentList.Arguments.Select(static a => a.Expression), model) && IsMethod(call, model, "Microsoft.AspNetCore.Builder.RoutingEndpointConventionBuilderExtensions") && !IsAuthorized(call)
                => new LoopbackGuard(call, ByHeader: true),
            ("Host", AttributeSyntax { ArgumentList.Arguments: var arguments } attribute)
                when AreLocal(arguments.Select(static a => a.Expression), model) && model.GetTypeInfo(attribute, cancellationToken).Type.Is("Microsoft.AspNetCore.Routing.HostAttribute") && !HasAuthorize(attribute)
                => new LoopbackGuard(attribute, ByHeader: true),
            _ => null,
        };
    }

    private bool IsMethod(InvocationExpressionSyntax call, SemanticModel model, string type)
        => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf(type);

    /// <summary>As <see cref="Decides(ExpressionSyntax, SemanticModel, int)"/>, for any test of a tree of the project.</summary>
    public bool Decides(ExpressionSyntax test) => Decides(test, facts.ModelOf(test.SyntaxTree), MaxDepth);

    /// <summary>Whether the outcome of a test decides if a request is served: it is a condition where requests are refused, or is handed to one.</summary>
    private bool Decides(ExpressionSyntax test, SemanticModel model, int depth)
    {
        if (depth == 0)
            return false;

        SyntaxNode node = test;
        while (node.Parent is ParenthesizedExpressionSyntax or ConditionalAccessExpressionSyntax or IsPatternExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax)
            node = node.Parent;

        switch (node.Parent)
        {
            case IfStatementSyntax choice when choice.Condition == node:
            case ConditionalExpressionSyntax conditional when conditional.Condition == node:
                return Refuses(node);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } when model.GetDeclaredSymbol(variable, cancellationToken) is ILocalSymbol local:
                return facts.Uses.Of(local, cancellationToken).Any(use => Decides(use, model, depth - 1));
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return node.FirstAncestorOrSelf<SyntaxNode>(static n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax) switch
                {
                    AnonymousFunctionExpressionSyntax lambda => IsCondition(lambda),
                    MethodDeclarationSyntax method => IsAsked(model.GetDeclaredSymbol(method, cancellationToken), depth),
                    LocalFunctionStatementSyntax function => IsAsked(model.GetDeclaredSymbol(function, cancellationToken), depth),
                    _ => false,
                };
            case AnonymousFunctionExpressionSyntax lambda:
                return IsCondition(lambda);
            default:
                return false;
        }
    }

    private bool IsAsked(ISymbol? method, int depth)
        => method is not null && facts.Uses.Of(method, cancellationToken).Any(use =>
        {
            ExpressionSyntax called = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            return called.Parent is InvocationExpressionSyntax call && Decides(call, facts.ModelOf(call.SyntaxTree), depth - 1);
        });

    /// <summary>A condition of a policy.</summary>
    private static bool IsCondition(AnonymousFunctionExpressionSyntax lambda)
        => lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequireAssertion" } } };

    /// <summary>Whether the function around a condition refuses anything.</summary>
    private static bool Refuses(SyntaxNode condition)
    {
        var body = condition.FirstAncestorOrSelf<SyntaxNode>(static n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax);
        return body is not null && body.DescendantNodes().Any(static n => n is ThrowStatementSyntax or ThrowExpressionSyntax || n is SimpleNameSyntax name && Verdicts.Contains(name.Identifier.ValueText));
    }

    private bool AreLocal(IEnumerable<ExpressionSyntax> hosts, SemanticModel model)
    {
        var any = false;
        foreach (var host in hosts)
        {
            any = true;
            if (model.GetConstantValue(host, cancellationToken) is not { HasValue: true, Value: string text } || !IsLocal(text))
                return false;
        }

        return any;
    }

    private static bool IsLocal(string host)
    {
        foreach (var name in new[] { "localhost", "127.0.0.1", "[::1]" })
        {
            if (host.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[name.Length] == ':'))
                return true;
        }

        return false;
    }

    /// <summary>Something else in the chain asks who the caller is.</summary>
    private static bool IsAuthorized(InvocationExpressionSyntax call)
    {
        SyntaxNode whole = call;
        while (whole.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax)
            whole = whole.Parent;
        return whole.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(static n => n.Identifier.ValueText is "RequireAuthorization" or "AddEndpointFilter");
    }

    private static bool HasAuthorize(AttributeSyntax attribute)
        => attribute.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Any(static m => m.AttributeLists.Any(static l => l.Attributes.Any(static a => a.Name.ToString().IndexOf("Authorize", StringComparison.Ordinal) >= 0)));
}
