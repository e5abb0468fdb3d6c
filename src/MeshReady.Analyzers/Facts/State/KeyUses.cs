using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Whether pages and views protect anything with the keys of Data Protection: forms whose token is validated.</summary>
internal sealed class KeyUses(CodeFacts facts)
{
    private static readonly string[] Validators = ["ValidateAntiForgeryToken", "AutoValidateAntiforgeryToken", "ValidateAntiForgeryTokenAttribute", "AutoValidateAntiforgeryTokenAttribute"];

    /// <summary>A page that answers POST; Razor Pages validate the token unasked.</summary>
    public bool HasFormsInPages(CancellationToken cancellationToken)
    {
        if (Names("IgnoreAntiforgeryTokenAttribute", cancellationToken).Any())
            return false;
        foreach (var tree in facts.AllTrees())
        {
            foreach (var type in SyntaxIndex.For(tree, cancellationToken).DerivedTypes)
            {
                if (type.Members.Any(static m => m is MethodDeclarationSyntax { Identifier.ValueText: var name } && name.StartsWith("OnPost", StringComparison.Ordinal))
                    && !type.AttributeLists.Any(static l => l.Attributes.Any(static a => a.Name.ToString().EndsWith("IgnoreAntiforgeryToken", StringComparison.Ordinal)))
                    && facts.ModelAnywhere(tree)?.GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol page && page.IsOrInherits("Microsoft.AspNetCore.Mvc.RazorPages.PageModel"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A controller, or all of them, validates the token of forms.</summary>
    public bool ValidatesForms(CancellationToken cancellationToken)
    {
        foreach (var name in Validators)
        {
            foreach (var token in Names(name, cancellationToken))
            {
                if (token.Parent is SimpleNameSyntax use && facts.ModelAnywhere(use.SyntaxTree) is { } model
                    && model.GetSymbolInfo(use, cancellationToken).Symbol is { } symbol && (symbol as ITypeSymbol ?? symbol.ContainingType).IsInNamespace("Microsoft.AspNetCore.Mvc"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether what follows on AddDataProtection keeps the keys by a method of another name, or leaves sight.</summary>
    public static bool MayPersist(InvocationExpressionSyntax addDataProtection)
    {
        var chain = CallChain.From(addDataProtection);
        return chain.LeavesSight && !IsReceiverOfStatic(addDataProtection)
            || chain.Calls.Any(static c => CallChain.NameOf(c)?.Identifier.ValueText is { } name && name != PerProcessNames.KeyFolder && name.StartsWith("Persist", StringComparison.Ordinal));
    }

    // DataProtectionBuilderExtensions.SetApplicationName(services.AddDataProtection(), "shop")
    private static bool IsReceiverOfStatic(InvocationExpressionSyntax call)
        => call.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } && CallChain.NameOf(outer)?.Identifier.ValueText is { } name
            && !name.StartsWith("Persist", StringComparison.Ordinal) && name.StartsWith("Set", StringComparison.Ordinal);

    private IEnumerable<SyntaxToken> Names(string name, CancellationToken cancellationToken)
        => facts.AllTrees().SelectMany(tree => SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken));
}
