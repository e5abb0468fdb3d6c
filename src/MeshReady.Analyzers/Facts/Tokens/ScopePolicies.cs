using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Tokens;

/// <summary>Whether a service tells its tokens from those of others by their scope, so that their audience counts less. It only lowers a severity.</summary>
internal sealed class ScopePolicies
{
    private static readonly ConditionalWeakTable<CodeFacts, ScopePolicies> Cache = new();
    private static readonly string[] Names = ["RequireScope", "RequireScopes", "RequiredScope", "RequiredScopeOrAppPermission", "VerifyUserHasAnyAcceptedScope", "HasScope", "ScopePolicy", "RequirePermission"];
    private static readonly string[] Askers = ["RequireClaim", "HasClaim", "FindFirst", "FindAll"];

    private readonly object _gate = new();
    private bool? _areAsked;

    public static bool MayBeAsked(CodeFacts facts, CancellationToken cancellationToken)
    {
        var policies = Cache.GetValue(facts, static _ => new ScopePolicies());
        lock (policies._gate)
            return policies._areAsked ??= Find(facts, cancellationToken);
    }

    // The service that refers to a library may ask, unseen from here.
    private static bool Find(CodeFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication))
            return true;
        foreach (var tree in facts.AllTrees())
        {
            var index = SyntaxIndex.For(tree, cancellationToken);
            if (Array.Exists(Names, name => index.Identifiers(name, cancellationToken).Any())
                || Array.Exists(Askers, name => index.Identifiers(name, cancellationToken).Any(static token => token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: [{ Expression: var claim }, ..] } && IsScope(claim))))
            {
                return true;
            }
        }

        return UnseenExtensions.For(facts).MayProvide("scope", ["Microsoft.AspNetCore.Authorization", "Microsoft.AspNetCore.Authorization.Policy"], ["Authoriz", "Scope", "Polic"], cancellationToken);
    }

    private static bool IsScope(ExpressionSyntax claim)
        => claim.DescendantTokens().Any(static token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.IdentifierToken
            && (token.ValueText.IndexOf("scope", StringComparison.OrdinalIgnoreCase) >= 0 || token.ValueText.Equals("scp", StringComparison.OrdinalIgnoreCase)));
}
