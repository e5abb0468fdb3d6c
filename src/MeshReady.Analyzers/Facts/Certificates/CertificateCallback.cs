using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Certificates;

/// <summary>Follows a delegate value to its body, and says whether that body accepts whatever certificate it is shown.</summary>
internal sealed class CertificateCallback(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    private const int MaxDepth = 6;

    /// <summary>The parts of a value (arms of conditionals included) that accept every certificate; none where it validates or cannot be seen.</summary>
    public ImmutableArray<ExpressionSyntax> AcceptingParts(ExpressionSyntax value)
    {
        var parts = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        AddAccepting(value, parts);
        return parts.ToImmutable();
    }

    /// <summary>Whether a delegate of this type decides about a certificate: it returns bool and its last parameter is SslPolicyErrors.</summary>
    public static bool IsCertificateDelegate(ITypeSymbol? type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { ReturnType.SpecialType: SpecialType.System_Boolean, Parameters: [.., var last] } }
            && last.Type.Is("System.Net.Security.SslPolicyErrors");

    /// <summary>The value without parentheses, casts, null-forgiveness and delegate creation around it.</summary>
    public static ExpressionSyntax Strip(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (value)
            {
                case ParenthesizedExpressionSyntax inner:
                    value = inner.Expression;
                    break;
                case CastExpressionSyntax cast:
                    value = cast.Expression;
                    break;
                case PostfixUnaryExpressionSyntax sure when sure.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    value = sure.Operand;
                    break;
                case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var target], Initializer: null } creation
                    when model.GetTypeInfo(creation, cancellationToken).Type is { TypeKind: TypeKind.Delegate }:
                    value = target.Expression;
                    break;
                default:
                    return value;
            }
        }
    }

    private void AddAccepting(ExpressionSyntax value, ImmutableArray<ExpressionSyntax>.Builder parts)
    {
        value = Strip(value, model, cancellationToken);
        switch (value)
        {
            case ConditionalExpressionSyntax choice:
                AddAccepting(choice.WhenTrue, parts);
                AddAccepting(choice.WhenFalse, parts);
                break;
            case BinaryExpressionSyntax fallback when fallback.IsKind(SyntaxKind.CoalesceExpression):
                AddAccepting(fallback.Left, parts);
                AddAccepting(fallback.Right, parts);
                break;
            case SwitchExpressionSyntax choice:
                foreach (var arm in choice.Arms)
                    AddAccepting(arm.Expression, parts);
                break;
            default:
                if (Accepts(value, model, MaxDepth))
                    parts.Add(value);
                break;
        }
    }

    private bool Accepts(ExpressionSyntax value, SemanticModel owner, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        value = Strip(value, owner, cancellationToken);
        if (value is AnonymousFunctionExpressionSyntax function)
        {
            return function.AsyncKeyword.IsKind(SyntaxKind.None)
                && new AlwaysTrue(facts, owner, cancellationToken).Holds(function.Body, Parameters(function));
        }

        if (depth == 0 || value is not (SimpleNameSyntax or MemberAccessExpressionSyntax))
            return false;

        switch (owner.GetSymbolInfo(value, cancellationToken).Symbol)
        {
            case IMethodSymbol method:
                return IsKnownAcceptAll(method) || Accepts(method);
            case IPropertySymbol { Name: CertificateNames.AcceptAny } property when property.ContainingType.Is("System.Net.Http.HttpClientHandler"):
                return true;
            case { } holder when OnlyValue.Of(holder, facts, owner, cancellationToken) is { } held:
                return ModelOf(held, owner) is { } around && Accepts(held, around, depth - 1);
            default:
                return false;
        }
    }

    private bool Accepts(IMethodSymbol method)
    {
        if (method.IsVirtual || method.IsOverride || method.IsAbstract || method.IsAsync || method.DeclaringSyntaxReferences is not [var single])
            return false;

        var (body, parameters) = single.GetSyntax(cancellationToken) switch
        {
            MethodDeclarationSyntax declared => ((SyntaxNode?)declared.Body ?? declared.ExpressionBody?.Expression, declared.ParameterList),
            LocalFunctionStatementSyntax local => ((SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression, local.ParameterList),
            _ => (null, null),
        };
        return body is not null && ModelOf(body, model) is { } around && new AlwaysTrue(facts, around, cancellationToken).Holds(body, Names(parameters));
    }

    // Elastic's and OpenSearch's clients ship the mistake as a method.
    private static bool IsKnownAcceptAll(IMethodSymbol method)
        => method.Name == "AllowAll"
            && (method.ContainingType.Is("Elasticsearch.Net.CertificateValidations")
                || method.ContainingType.Is("Elastic.Transport.CertificateValidations")
                || method.ContainingType.Is("OpenSearch.Net.CertificateValidations"));

    /// <summary>Null in the source of a referenced project, which cannot be bound here.</summary>
    private SemanticModel? ModelOf(SyntaxNode node, SemanticModel current)
        => node.SyntaxTree == current.SyntaxTree ? current : node.SyntaxTree == model.SyntaxTree ? model : facts.ModelFor(node.SyntaxTree);

    private static ImmutableArray<string> Parameters(AnonymousFunctionExpressionSyntax function) => function switch
    {
        SimpleLambdaExpressionSyntax simple => ImmutableArray.Create(simple.Parameter.Identifier.ValueText),
        ParenthesizedLambdaExpressionSyntax lambda => Names(lambda.ParameterList),
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => Names(list),
        _ => ImmutableArray<string>.Empty,
    };

    private static ImmutableArray<string> Names(ParameterListSyntax? list)
        => list is null ? ImmutableArray<string>.Empty : list.Parameters.Select(static p => p.Identifier.ValueText).ToImmutableArray();
}
