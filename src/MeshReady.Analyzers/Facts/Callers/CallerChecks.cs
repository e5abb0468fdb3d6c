using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>Whether a program asks its callers who they are at all.</summary>
internal sealed class CallerChecks
{
    private static readonly ConditionalWeakTable<CodeFacts, CallerChecks> Cache = new();
    private static readonly string[] Libraries = ["Microsoft.AspNetCore.Authentication", "Microsoft.AspNetCore.Authentication.Abstractions", "Microsoft.AspNetCore.Authorization"];
    private static readonly string[] Hints = ["Auth", "Identity", "Security", "Jwt"];

    private readonly object _gate = new();
    private bool? _authenticates;
    private bool? _asksTenant;

    private CallerChecks()
    {
    }

    public static CallerChecks For(CodeFacts facts) => Cache.GetValue(facts, static _ => new CallerChecks());

    /// <summary>Whether the program authenticates callers, or something out of sight may.</summary>
    public bool Authenticates(CodeFacts facts, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _authenticates ??= Calls(facts, ["AddAuthentication", "UseAuthentication", "AddIdentityServerAuthentication"], cancellationToken)
                || UnseenExtensions.For(facts).MayProvide("authentication", Libraries, Hints, cancellationToken);
        }
    }

    /// <summary>Whether a claim that is named for a tenant is looked at anywhere, so that a header may be compared with it.</summary>
    public bool AsksTenantClaim(CodeFacts facts, CancellationToken cancellationToken)
    {
        lock (_gate)
            return _asksTenant ??= FindTenantClaim(facts, cancellationToken);
    }

    private static bool FindTenantClaim(CodeFacts facts, CancellationToken cancellationToken)
    {
        foreach (var tree in facts.AllTrees())
        {
            var index = SyntaxIndex.For(tree, cancellationToken);
            foreach (var name in new[] { "FindFirst", "FindFirstValue", "FindAll", "HasClaim", "RequireClaim", "GetTenantId", "GetClaim", "Claims" })
            {
                if (index.Identifiers(name, cancellationToken).Any(static token => token.Parent?.FirstAncestorOrSelf<StatementSyntax>() is { } statement && statement.ToString().IndexOf("tenant", StringComparison.OrdinalIgnoreCase) >= 0
                    || token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is PropertyDeclarationSyntax or MethodDeclarationSyntax { ExpressionBody: not null } && token.Parent.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.ToString().IndexOf("tenant", StringComparison.OrdinalIgnoreCase) >= 0))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Calls(CodeFacts facts, string[] names, CancellationToken cancellationToken)
        => facts.AllTrees().Any(tree => Array.Exists(names, name => SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken).Any(static token => token.Parent is SimpleNameSyntax)));
}
