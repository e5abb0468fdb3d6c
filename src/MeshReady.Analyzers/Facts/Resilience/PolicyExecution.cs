using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Code that runs under an asynchronous policy of Polly, and the tokens that could end it.</summary>
internal sealed class PolicyExecution(InvocationExpressionSyntax call, IMethodSymbol method, CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    private const string Token = "System.Threading.CancellationToken";
    private const int MaxDepth = 3;

    /// <summary>The token from outside that the code passes on where the policy offers its own; null where it does not.</summary>
    public IdentifierNameSyntax? OuterToken
    {
        get
        {
            if (Lambda is not { } lambda || ParameterOf(lambda, model, cancellationToken) is not { } own)
                return null;
            var names = lambda.DescendantNodes().OfType<IdentifierNameSyntax>().ToList();
            if (names.Exists(name => name.Identifier.ValueText == own.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, own)))
                return null;
            return names.Find(name => name.Parent is ArgumentSyntax
                && model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol or IParameterSymbol
                && model.GetTypeInfo(name, cancellationToken).Type.Is(Token)
                && name.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() == lambda);
        }
    }

    /// <summary>Whether a time-out is among the strategies in sight.</summary>
    public bool HasTimeout => Strategies().Any(static token => token.ValueText is "AddTimeout" or "TimeoutAsync" or "AddHedging");

    /// <summary>Whether the policy of Polly 7 has a time-out that works by the token alone, and the code is handed none.</summary>
    public bool IsOptimisticWithoutToken
        => method.Parameters.FirstOrDefault() is { Type: INamedTypeSymbol { DelegateInvokeMethod.Parameters.Length: 0 } }
            && Strategies().ToList() is var tokens && tokens.Exists(static token => token.ValueText == "TimeoutAsync") && !tokens.Exists(static token => token.ValueText is "Pessimistic" or "timeoutStrategy" or "TimeoutStrategy");

    private LambdaExpressionSyntax? Lambda => call.ArgumentList.Arguments.Select(static argument => argument.Expression).OfType<LambdaExpressionSyntax>().FirstOrDefault();

    /// <summary>The parameter through which a lambda is handed a token; null where it has none.</summary>
    public static IParameterSymbol? ParameterOf(LambdaExpressionSyntax lambda, SemanticModel model, CancellationToken cancellationToken)
        => (model.GetSymbolInfo(lambda, cancellationToken).Symbol as IMethodSymbol)?.Parameters.FirstOrDefault(static parameter => parameter.Type.Is(Token));

    /// <summary>What makes the policy, as far as it is in sight: the chain before the call, and the values of the names in it.</summary>
    private IEnumerable<SyntaxToken> Strategies() => call.Expression is MemberAccessExpressionSyntax { Expression: var policy } ? Tokens(policy, depth: 0) : [];

    private IEnumerable<SyntaxToken> Tokens(ExpressionSyntax policy, int depth)
    {
        foreach (var token in policy.DescendantTokens())
            yield return token;
        if (depth >= MaxDepth)
            yield break;
        foreach (var name in policy.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (facts.ModelFor(name.SyntaxTree) is not { } owner || owner.GetSymbolInfo(name, cancellationToken).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Field or SymbolKind.Property } symbol
                || OnlyValue.Of(symbol, facts, owner, cancellationToken) is not { } value)
            {
                continue;
            }

            foreach (var token in Tokens(value, depth + 1))
                yield return token;
        }
    }
}
