using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Whether a text becomes the address or the name of a client: only then is it more than a text.</summary>
internal sealed class UpstreamFlow(CodeFacts facts, CancellationToken cancellationToken)
{
    /// <summary>Whether the method takes a client by its name: <c>factory.CreateClient("orders")</c>, <c>CreateInvokeHttpClient("orders")</c>.</summary>
    public static bool TakesClientName(IMethodSymbol method)
        => method.Name is "CreateClient" && (method.Home().IsOrInherits("System.Net.Http.IHttpClientFactory") || method.IsMethodOf("System.Net.Http.HttpClientFactoryExtensions") || method.Home().IsOrInherits("Grpc.Net.ClientFactory.GrpcClientFactory"))
            || method.Name is "CreateInvokeHttpClient" or "CreateInvokeMethodRequest" or "InvokeMethodAsync" or "CreateInvocationInvoker" && method.Home().IsOrInherits("Dapr.Client.DaprClient");

    /// <summary>Whether the value is handed to a client, over at most so many variables and methods.</summary>
    public bool Reaches(SyntaxNode value, int depth)
    {
        if (depth == 0)
            return false;
        cancellationToken.ThrowIfCancellationRequested();
        var node = value;
        while (node.Parent is { } parent)
        {
            switch (parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax or InterpolationSyntax or InterpolatedStringExpressionSyntax:
                case ConditionalExpressionSyntax choice when choice.Condition != node:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.CoalesceExpression }:
                    break;
                case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation }:
                    if (IsSink(creation, node))
                        return true;
                    if (!facts.ModelOf(creation.SyntaxTree).GetTypeInfo(creation, cancellationToken).Type.Is("System.Uri"))
                        return false;
                    parent = creation;
                    break;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument:
                    return IsSink(call, node) || facts.ModelOf(call.SyntaxTree).GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && (TakesClientName(method) || ReachesWithin(method, list.Arguments.IndexOf(argument), argument, depth));
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return IsSink(assignment, node) || UsesReach(facts.ModelOf(assignment.SyntaxTree).GetSymbolInfo(assignment.Left, cancellationToken).Symbol, depth);
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax or PropertyDeclarationSyntax }:
                    return UsesReach(facts.ModelOf(parent.SyntaxTree).GetDeclaredSymbol(parent.Parent!, cancellationToken), depth);
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    var function = parent.FirstAncestorOrSelf<SyntaxNode>(static n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax);
                    return function is MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax && UsesReach(facts.ModelOf(parent.SyntaxTree).GetDeclaredSymbol(function, cancellationToken), depth);
                default:
                    return false;
            }

            node = parent;
        }

        return false;
    }

    /// <summary>The parameter that takes the value, in the body of a method of the project.</summary>
    private bool ReachesWithin(IMethodSymbol method, int position, ArgumentSyntax argument, int depth)
    {
        var parameter = argument.NameColon is { Name.Identifier.ValueText: var name } ? method.Parameters.FirstOrDefault(p => p.Name == name) : position < method.Parameters.Length ? method.Parameters[position] : null;
        return parameter is not null && UsesReach(parameter.OriginalDefinition, depth);
    }

    private bool UsesReach(ISymbol? symbol, int depth)
    {
        if (symbol is null || symbol.DeclaringSyntaxReferences.IsEmpty)
            return false;
        foreach (var use in facts.Uses.Of(symbol, cancellationToken))
        {
            SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            if (symbol is IMethodSymbol)
            {
                if (whole.Parent is not InvocationExpressionSyntax call || call.Expression != whole)
                    continue;
                whole = call;
            }

            if (whole.Parent is not AssignmentExpressionSyntax { Left: var left } || left != whole)
            {
                if (Reaches(whole, depth - 1))
                    return true;
            }
        }

        return false;
    }

    private bool IsSink(SyntaxNode node, SyntaxNode value)
    {
        var name = node switch
        {
            InvocationExpressionSyntax call => CallChain.NameOf(call)?.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax member } => member.Identifier.ValueText,
            _ => "HttpRequestMessage",
        };
        return name is not null && OutboundSinks.At(new Site(node, SiteKinds.OutboundAddress, name), facts.ModelOf(node.SyntaxTree), cancellationToken) is { } outbound
            && outbound.Sink.Family != SinkFamily.Infrastructure && (value.Span.Contains(outbound.Value.Syntax.Span) || outbound.Value.Syntax.Span.Contains(value.Span));
    }
}
