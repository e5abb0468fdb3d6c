using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>A class that a host runs beside its requests.</summary>
/// <param name="Declaration">The part of the class that names the base.</param>
/// <param name="Symbol">The class.</param>
internal sealed record HostedClass(TypeDeclarationSyntax Declaration, INamedTypeSymbol Symbol)
{
    public const string Interface = "Microsoft.Extensions.Hosting.IHostedService";

    /// <summary>The class whose base list holds the site; null where it stands elsewhere, or is another type of the name.</summary>
    public static HostedClass? At(Site site, SemanticModel model, CancellationToken cancellationToken)
        => site.Node.Parent is SimpleBaseTypeSyntax { Parent: BaseListSyntax { Parent: TypeDeclarationSyntax and not InterfaceDeclarationSyntax and var declaration } }
            && model.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol symbol && symbol.IsOrInherits(Interface)
            ? new(declaration, symbol)
            : null;

    /// <summary>Whether the project is a host, or a library that knows hosting: part of one, and not a package for anybody.</summary>
    public static bool MayRunIn(CodeFacts facts, CancellationToken cancellationToken)
        => facts.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
            ? facts.Compilation.ReferencedAssemblyNames.Any(static r => r.Name == "Microsoft.Extensions.Hosting.Abstractions")
            : HostFacts.For(facts).Kind(cancellationToken) != HostKind.None;

    /// <summary>Whether a node stands in a loop of the same member: one without a condition of its own, or with any.</summary>
    public static StatementSyntax? LoopAround(SyntaxNode node)
        => (StatementSyntax?)node.Ancestors().TakeWhile(static n => n is not MemberDeclarationSyntax).FirstOrDefault(static n => n is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax);

    /// <summary><c>while (true)</c> and its like.</summary>
    public static bool IsEndless(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax { Condition: var condition } => condition.IsKind(SyntaxKind.TrueLiteralExpression),
        DoStatementSyntax { Condition: var condition } => condition.IsKind(SyntaxKind.TrueLiteralExpression),
        ForStatementSyntax { Condition: var condition } => condition is null || condition.IsKind(SyntaxKind.TrueLiteralExpression),
        _ => false,
    };
}
