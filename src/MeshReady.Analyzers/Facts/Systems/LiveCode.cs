using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Whether code runs where the service is deployed.</summary>
internal static class LiveCode
{
    /// <summary>False for what runs in development only, and for what tools run at design time.</summary>
    public static bool Is(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
        => !node.Ancestors().OfType<TypeDeclarationSyntax>().Any(static type => type.BaseList?.Types.Any(static t => t.Type.ToString() is var name && (name.Contains("DesignTime") || name.Contains("DesignFactory"))) == true)
            && !DevelopmentGuard.IsDevelopmentOnly(node, model, cancellationToken);

    /// <summary>The full name of a type without its type arguments, as other projects know it.</summary>
    public static string FullName(ITypeSymbol type)
        => type.TypeKind == TypeKind.Error ? type.Name : type.OriginalDefinition.ToDisplayString(Format);

    /// <summary>Whether the type has the name, also where its library is not in sight: then the last part of the name decides.</summary>
    public static bool Is(ITypeSymbol? type, string metadataName)
        => type is not null && (type.IsOrInherits(metadataName) || type.TypeKind == TypeKind.Error && type.Name.Length > 0 && metadataName.EndsWith("." + type.Name, StringComparison.Ordinal));

    private static readonly SymbolDisplayFormat Format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
