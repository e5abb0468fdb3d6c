using MeshReady.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Takes a certificate bypass out of a document together with the handler that existed only for it.</summary>
internal readonly struct CertificateBypassRemoval(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>The root without the bypass, or null where it cannot be taken out cleanly.</summary>
    public SyntaxNode? Remove(SyntaxNode bypass)
    {
        var changed = Without(bypass);
        var value = (bypass as AssignmentExpressionSyntax)?.Right ?? (bypass as ArgumentSyntax)?.Expression;
        return changed is not null && Callback(value) is { } name ? OrphanedCallback.Remove(changed, name) ?? changed : changed;
    }

    private SyntaxNode? Without(SyntaxNode bypass) => bypass switch
    {
        AssignmentExpressionSyntax assignment when IsPlain(assignment.Right) => Assignment(assignment),
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } argument => ConstructorArgument(creation, argument),
        ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } } => FluentCall(call),
        _ => null,
    };

    /// <summary>The name of the callback that the bypass used, where it is declared in the same file.</summary>
    private string? Callback(ExpressionSyntax? value)
        => value is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
            && model.GetSymbolInfo(value, cancellationToken).Symbol is (IMethodSymbol or ILocalSymbol) and { DeclaringSyntaxReferences.Length: 1 } symbol
            && symbol.DeclaringSyntaxReferences[0].SyntaxTree == root.SyntaxTree
                ? symbol.Name
                : null;

    // With a choice of callbacks the other choice has to stay; only "accept all or null" is nothing without its first half.
    private static bool IsPlain(ExpressionSyntax value) => value switch
    {
        ConditionalExpressionSyntax choice => choice.WhenTrue.IsKind(SyntaxKind.NullLiteralExpression) || choice.WhenFalse.IsKind(SyntaxKind.NullLiteralExpression),
        ParenthesizedExpressionSyntax inner => IsPlain(inner.Expression),
        BinaryExpressionSyntax or SwitchExpressionSyntax or AssignmentExpressionSyntax => value.Kind() is not (SyntaxKind.CoalesceExpression or SyntaxKind.SwitchExpression or SyntaxKind.SimpleAssignmentExpression),
        _ => true,
    };

    private SyntaxNode? Assignment(AssignmentExpressionSyntax assignment)
    {
        switch (assignment.Parent)
        {
            case ExpressionStatementSyntax statement:
                return CodeRemoval.Statement(root, statement);
            case InitializerExpressionSyntax initializer when !initializer.ContainsDirectives:
                return Member(initializer, assignment);
            case LambdaExpressionSyntax lambda when lambda.ExpressionBody == assignment && ReturnsNothing(lambda):
                var empty = SyntaxFactory.Block(
                    SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.Space),
                    default,
                    SyntaxFactory.Token(SyntaxKind.CloseBraceToken));
                return root.ReplaceNode(lambda, lambda.WithBody(empty.WithTriviaFrom(assignment)));
            default:
                return null;
        }
    }

    private SyntaxNode? Member(InitializerExpressionSyntax initializer, AssignmentExpressionSyntax member)
    {
        var rest = CodeRemoval.Member(initializer, member);
        var hasComments = CodeRemoval.HasComments(rest.OpenBraceToken.TrailingTrivia) || CodeRemoval.HasComments(rest.CloseBraceToken.LeadingTrivia);
        if (rest.Expressions.Count > 0 || hasComments)
            return root.ReplaceNode(initializer, rest);

        return initializer.Parent switch
        {
            AssignmentExpressionSyntax nested => Assignment(nested),
            BaseObjectCreationExpressionSyntax { Parent: AssignmentExpressionSyntax holder } creation when HasNoArguments(creation) && IsDefaultSslOptions(holder) => Assignment(holder),
            BaseObjectCreationExpressionSyntax creation => Creation(creation),
            _ => null,
        };
    }

    private SyntaxNode? Creation(BaseObjectCreationExpressionSyntax creation)
    {
        if (HasNoArguments(creation) && IsDefaultHandler(creation))
        {
            if (creation.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax client } list }
                && (list.Arguments.Count == 1 || (list.Arguments.Count == 2 && list.Arguments[1].Expression.IsKind(SyntaxKind.TrueLiteralExpression)))
                && list.Arguments[0].Expression == creation
                && model.GetSymbolInfo(client, cancellationToken).Symbol?.ContainingType.Is("System.Net.Http.HttpClient") == true)
            {
                return root.ReplaceNode(list, list.WithArguments(default));
            }

            if (PrimaryHandlerCall(creation) is { } call && FluentCall(call) is { } without)
                return without;
        }

        return root.ReplaceNode(creation, WithoutInitializer(creation));
    }

    private static ExpressionSyntax WithoutInitializer(BaseObjectCreationExpressionSyntax creation)
    {
        var arguments = (creation.ArgumentList ?? SyntaxFactory.ArgumentList()).WithTrailingTrivia(creation.GetTrailingTrivia());
        return creation switch
        {
            ObjectCreationExpressionSyntax named => named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(arguments).WithInitializer(null),
            _ => creation.WithArgumentList(arguments).WithInitializer(null),
        };
    }

    private bool IsDefaultHandler(ExpressionSyntax creation)
    {
        var type = model.GetTypeInfo(creation, cancellationToken).Type;
        return type.Is("System.Net.Http.HttpClientHandler") || type.Is("System.Net.Http.SocketsHttpHandler");
    }

    private bool IsDefaultSslOptions(AssignmentExpressionSyntax holder)
        => model.GetSymbolInfo(holder.Left, cancellationToken).Symbol is IPropertySymbol { Name: "SslOptions" } property
            && property.ContainingType.Is("System.Net.Http.SocketsHttpHandler");

    private static bool HasNoArguments(BaseObjectCreationExpressionSyntax creation) => creation.ArgumentList is null or { Arguments.Count: 0 };

    /// <summary>The <c>ConfigurePrimaryHttpMessageHandler</c> whose lambda does nothing but create the handler.</summary>
    private InvocationExpressionSyntax? PrimaryHandlerCall(ExpressionSyntax creation)
    {
        var lambda = creation.Parent switch
        {
            LambdaExpressionSyntax direct => direct,
            ReturnStatementSyntax { Parent: BlockSyntax { Statements.Count: 1, Parent: LambdaExpressionSyntax block } } => block,
            _ => null,
        };
        return lambda?.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } }
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { Name: "ConfigurePrimaryHttpMessageHandler" } method
            && method.IsMethodOf("Microsoft.Extensions.DependencyInjection.HttpClientBuilderExtensions")
                ? call
                : null;
    }

    /// <summary>Takes one call out of a chain that goes on with the same type.</summary>
    private SyntaxNode? FluentCall(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access
            || call.ContainsDirectives
            || CodeRemoval.HasComments(access.Expression.GetTrailingTrivia())
            || CodeRemoval.HasComments(access.OperatorToken.LeadingTrivia)
            || !SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(call, cancellationToken).Type, model.GetTypeInfo(access.Expression, cancellationToken).Type))
        {
            return null;
        }

        // A name alone is no statement.
        if (call.Parent is ExpressionStatementSyntax statement && access.Expression is not (InvocationExpressionSyntax or ObjectCreationExpressionSyntax))
            return CodeRemoval.Statement(root, statement);
        return root.ReplaceNode(call, access.Expression.WithTrailingTrivia(call.GetTrailingTrivia()));
    }

    private SyntaxNode? ConstructorArgument(BaseObjectCreationExpressionSyntax creation, ArgumentSyntax argument)
    {
        var list = creation.ArgumentList!;
        var index = list.Arguments.IndexOf(argument);
        if (argument.Expression is LiteralExpressionSyntax || list.ContainsDirectives || list.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia)))
            return null;
        for (var later = index + 1; later < list.Arguments.Count; later++)
        {
            if (list.Arguments[later].NameColon is null)
                return null;
        }

        if (model.GetSymbolInfo(creation, cancellationToken).Symbol is not IMethodSymbol { ContainingType: { } type } || !type.Is("System.Net.Security.SslStream"))
            return null;
        var shorter = creation.WithArgumentList(list.WithArguments(list.Arguments.RemoveAt(index)));
        return creation is ObjectCreationExpressionSyntax
            && model.GetSpeculativeSymbolInfo(creation.SpanStart, shorter, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
                ? root.ReplaceNode(creation, shorter)
                : null;
    }

    private bool ReturnsNothing(LambdaExpressionSyntax lambda)
        => model.GetTypeInfo(lambda, cancellationToken).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true };
}
