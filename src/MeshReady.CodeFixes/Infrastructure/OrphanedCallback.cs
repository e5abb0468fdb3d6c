using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>A callback that nothing uses any more would be a warning of its own, and an invitation.</summary>
internal static class OrphanedCallback
{
    /// <summary>The root without the private method, local function or local of this name; null where it is not alone or still used.</summary>
    public static SyntaxNode? Remove(SyntaxNode root, string name)
    {
        SyntaxNode? declaration = null;
        foreach (var token in root.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != name)
                continue;
            if (declaration is not null || token.Parent is null or SimpleNameSyntax)
                return null;
            declaration = token.Parent;
        }

        return declaration switch
        {
            LocalFunctionStatementSyntax function => CodeRemoval.Statement(root, function),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax local } } => CodeRemoval.Statement(root, local),
            MethodDeclarationSyntax { AttributeLists.Count: 0, Parent: TypeDeclarationSyntax type } method when IsPrivate(method) && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
                => CodeRemoval.Declaration(root, method),
            _ => null,
        };
    }

    private static bool IsPrivate(MethodDeclarationSyntax method)
        => method.ExplicitInterfaceSpecifier is null
            && !method.Modifiers.Any(static m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PartialKeyword);
}
