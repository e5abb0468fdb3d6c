using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Passes on the token that the policy offers, or makes the policy around a task an asynchronous one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0213IdleResilienceFix))]
public sealed class MSA0213IdleResilienceFix() : SingleSiteFix("MSA0213", "Let the policy see and end the call")
{
    private static readonly string[] Policies = ["Retry", "RetryForever", "WaitAndRetry", "WaitAndRetryForever", "CircuitBreaker", "AdvancedCircuitBreaker", "Timeout", "Fallback", "Execute", "ExecuteAndCapture"];

    private protected override Document? Mend(FixSite site)
    {
        if (site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent is not SimpleNameSyntax name)
            return null;
        var changed = name.Parent is ArgumentSyntax && name is IdentifierNameSyntax outer ? WithOwnToken(site, outer) : Asynchronous(site, name);
        return changed is null ? null : site.Document.WithSyntaxRoot(changed);
    }

    private static SyntaxNode? WithOwnToken(FixSite site, IdentifierNameSyntax outer)
    {
        if (outer.FirstAncestorOrSelf<LambdaExpressionSyntax>() is not { } lambda
            || PolicyExecution.ParameterOf(lambda, site.Model, site.CancellationToken) is not { DeclaringSyntaxReferences: [var reference] } own
            || reference.GetSyntax(site.CancellationToken) is not ParameterSyntax parameter || site.Model.GetSymbolInfo(outer, site.CancellationToken).Symbol is not { } taken)
        {
            return null;
        }

        var name = own.Name;
        if (own.IsDiscard || name.Trim('_').Length == 0)
        {
            name = "token";
            if (!site.Model.LookupSymbols(lambda.SpanStart, name: name).IsEmpty || lambda.DescendantTokens().Any(token => token.ValueText == name))
                return null;
        }

        var uses = lambda.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Parent is ArgumentSyntax && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(use, site.CancellationToken).Symbol, taken));
        return site.Root.ReplaceNodes(uses.Append<SyntaxNode>(parameter), (old, _) => old is ParameterSyntax declared
            ? declared.WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(declared.Identifier))
            : SyntaxFactory.IdentifierName(name).WithTriviaFrom(old));
    }

    /// <summary><c>Policy.Handle&lt;X&gt;().Retry(3).Execute(…)</c>, whose task somebody waits for: every name of the chain has an asynchronous twin.</summary>
    private static SyntaxNode? Asynchronous(FixSite site, SimpleNameSyntax name)
    {
        if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Parent: not ExpressionStatementSyntax } call || call.Expression is not MemberAccessExpressionSyntax access || access.Name != name)
            return null;

        var names = new List<SimpleNameSyntax>();
        for (var step = call; step?.Expression is MemberAccessExpressionSyntax member; step = member.Expression as InvocationExpressionSyntax)
        {
            if (Array.IndexOf(Policies, member.Name.Identifier.ValueText) >= 0)
                names.Add(member.Name);
        }

        // The policy itself must be made here, or its type would not follow.
        if (names.Count < 2)
            return null;
        var changed = call.ReplaceNodes(names, static (old, _) => old.WithIdentifier(SyntaxFactory.Identifier(old.Identifier.ValueText + "Async").WithTriviaFrom(old.Identifier)));
        var type = site.Model.GetTypeInfo(call, site.CancellationToken).Type;
        return site.Model.GetSpeculativeSymbolInfo(call.SpanStart, changed, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol { ReturnType: var returned } && SymbolEqualityComparer.Default.Equals(returned, type)
            ? site.Root.ReplaceNode(call, changed)
            : null;
    }
}
