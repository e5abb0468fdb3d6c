using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>What one request leaves in this process, the next request does not find in another replica, and nobody after a restart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Where the data shall live is a decision; the page names the ways out.")]
public sealed class MSA0501InProcessStateAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.StateHolder | SiteKinds.EndpointMapping)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0501",
        title: "Keep the data of requests outside the process",
        messageFormat: "'{0}' keeps data of requests in this process ('{1}' writes it, '{2}' reads it): a second replica or a restart answers differently; move it to a database or a shared cache",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        description: "A service that runs in several replicas, or is replaced at every rollout, cannot be the home of data: each replica holds its own part of it and a restart loses it.");

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null || symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        switch (site.Node)
        {
            case VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FieldDeclarationSyntax field } declaration } variable:
                AnalyzeMember(context, variable, variable.Identifier, declaration.Type, field.Modifiers);
                break;
            case PropertyDeclarationSyntax property when (site.Kinds & SiteKinds.StateHolder) != 0:
                AnalyzeMember(context, property, property.Identifier, property.Type, property.Modifiers);
                break;
            case InvocationExpressionSyntax mapping when (site.Kinds & SiteKinds.EndpointMapping) != 0:
                AnalyzeLocals(context, mapping);
                break;
        }
    }

    private static void AnalyzeMember(RuleContext context, SyntaxNode declaration, SyntaxToken identifier, TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } owner || IsFixedValue(declaration, type, modifiers))
            return;

        var facts = StateFacts.For(context.Facts);
        var isStatic = modifiers.Any(SyntaxKind.StaticKeyword);
        if (facts.IsClientApp || !isStatic && !facts.Singletons.MayBe(owner.Identifier.ValueText, context.CancellationToken))
            return;

        if (InProcessState.IsNamedLikeNone(identifier.ValueText, owner.Identifier.ValueText))
            return;

        // Cheapest first: the text of this file, the symbol's type, the type's registration (once for all its members), and only then the text of other files.
        var isVisible = modifiers.Any(SyntaxKind.PublicKeyword) || modifiers.Any(SyntaxKind.InternalKeyword) || modifiers.Any(SyntaxKind.ProtectedKeyword) || owner.Modifiers.Any(SyntaxKind.PartialKeyword);
        if (!isVisible && !StateUses.MayBeKept([declaration.SyntaxTree], identifier.ValueText, context.CancellationToken)
            || context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol
            || StateTypes.KindOf(TypeOf(symbol)) == HolderKind.None
            || !isStatic && !facts.Singletons.Contains(symbol.ContainingType, context.CancellationToken)
            || isVisible && !StateUses.MayBeKept(StateUses.TreesOf(symbol, facts, context.CancellationToken), identifier.ValueText, context.CancellationToken)
            || symbol.GetAttributes().Any(static a => a.AttributeClass?.Name == "ThreadStaticAttribute"))
        {
            return;
        }

        Report(context, facts, symbol, identifier);
    }

    // var todos = new List<Todo>(); app.MapPost("/todos", (Todo todo) => todos.Add(todo));
    private static void AnalyzeLocals(RuleContext context, InvocationExpressionSyntax mapping)
    {
        var scope = ScopeOf(mapping);
        if (scope is null || !mapping.ArgumentList.Arguments.Any(static a => a.Expression is AnonymousFunctionExpressionSyntax or SimpleNameSyntax))
            return;
        foreach (var other in SyntaxIndex.For(mapping.SyntaxTree, context.CancellationToken).Of(SiteKinds.EndpointMapping))
        {
            // The first mapping of the body speaks for all.
            if ((other.Kinds & SiteKinds.EndpointMapping) != 0 && ScopeOf(other.Node) == scope && other.Node.SpanStart < mapping.SpanStart)
                return;
        }

        var facts = StateFacts.For(context.Facts);
        if (facts.IsClientApp)
            return;
        foreach (var local in LocalsOf(scope))
        {
            foreach (var variable in local.Declaration.Variables)
            {
                if (!local.IsConst
                    && StateUses.MayBeKept([variable.SyntaxTree], variable.Identifier.ValueText, context.CancellationToken)
                    && context.Model.GetDeclaredSymbol(variable, context.CancellationToken) is ILocalSymbol symbol)
                {
                    Report(context, facts, symbol, variable.Identifier);
                }
            }
        }
    }

    private static void Report(RuleContext context, StateFacts facts, ISymbol holder, SyntaxToken identifier)
    {
        if (InProcessState.Of(holder, TypeOf(holder), facts, context.CancellationToken) is not { } proof)
            return;
        context.Report(Diagnostic.Create(Descriptor, identifier.GetLocation(), [proof.Write.GetLocation()], holder.Name, proof.Writer, proof.Reader));
    }

    private static ITypeSymbol TypeOf(ISymbol holder) => holder switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        _ => throw new ArgumentOutOfRangeException(nameof(holder)),
    };

    // No binding is needed to see that a read-only number or an injected service holds nothing of its own.
    private static bool IsFixedValue(SyntaxNode declaration, TypeSyntax type, SyntaxTokenList modifiers)
    {
        var isReadOnly = modifiers.Any(SyntaxKind.ReadOnlyKeyword)
            || declaration is PropertyDeclarationSyntax { AccessorList: { } accessors } && !accessors.Accessors.Any(SyntaxKind.SetAccessorDeclaration);
        return modifiers.Any(SyntaxKind.AbstractKeyword) || type switch
        {
            PredefinedTypeSyntax => isReadOnly,
            IdentifierNameSyntax { Identifier.ValueText: var name } => isReadOnly && !StateTypes.IsCollectionName(name) || name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]),
            GenericNameSyntax { Identifier.ValueText: var name } => !StateTypes.IsCollectionName(name),
            _ => false,
        };
    }

    private static SyntaxNode? ScopeOf(SyntaxNode node)
        => node.Ancestors().FirstOrDefault(static n => n is BaseMethodDeclarationSyntax or CompilationUnitSyntax or BaseTypeDeclarationSyntax) is var scope and not BaseTypeDeclarationSyntax ? scope : null;

    private static IEnumerable<LocalDeclarationStatementSyntax> LocalsOf(SyntaxNode scope) => scope switch
    {
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(static g => g.Statement).OfType<LocalDeclarationStatementSyntax>(),
        BaseMethodDeclarationSyntax { Body: { } body } => body.Statements.OfType<LocalDeclarationStatementSyntax>(),
        _ => [],
    };
}
