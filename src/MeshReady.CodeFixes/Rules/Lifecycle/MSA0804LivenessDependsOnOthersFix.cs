using MeshReady.Analyzers.Rules.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace MeshReady.CodeFixes.Rules.Lifecycle;

/// <summary>Lets the liveness endpoint run those checks alone that are tagged <c>live</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0804LivenessDependsOnOthersFix))]
public sealed class MSA0804LivenessDependsOnOthersFix() : SingleSiteFix("MSA0804", "Run only the checks tagged 'live' here")
{
    private const string Filter = "registration => registration.Tags.Contains(\"live\")";

    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.ContainsKey(MSA0804LivenessDependsOnOthersAnalyzer.MayFilter)
            || site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return null;
        }

        var given = call.ArgumentList.Arguments.FirstOrDefault(a => site.Model.GetTypeInfo(a.Expression, site.CancellationToken).Type?.Name == "HealthCheckOptions");
        SyntaxNode? mended = given?.Expression switch
        {
            null => call.WithArgumentList(call.ArgumentList.AddArguments(SyntaxFactory.Argument(Options()).WithLeadingTrivia(SyntaxFactory.Space))),
            BaseObjectCreationExpressionSyntax creation => WithPredicate(creation) is { } changed ? call.ReplaceNode(creation, changed) : null,
            _ => null,
        };
        return mended is null ? null : site.Document.WithSyntaxRoot(site.Root.ReplaceNode(call, mended));
    }

    private static ObjectCreationExpressionSyntax Options()
    {
        var creation = (ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new global::Microsoft.AspNetCore.Diagnostics.HealthChecks.HealthCheckOptions {{ Predicate = {Filter} }}");
        return creation.WithType(creation.Type.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    private static BaseObjectCreationExpressionSyntax? WithPredicate(BaseObjectCreationExpressionSyntax creation)
    {
        // A predicate that runs everything gives way to one that does not.
        if (creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "Predicate" }) is { } old)
            return creation.ReplaceNode(old.Right, SyntaxFactory.ParseExpression(Filter).WithTriviaFrom(old.Right));

        var member = (AssignmentExpressionSyntax)SyntaxFactory.ParseExpression("Predicate = " + Filter);
        if (creation.Initializer is not { Expressions: [var first, ..] } initializer)
        {
            var own = SyntaxFactory.InitializerExpression(SyntaxKind.ObjectInitializerExpression, SyntaxFactory.SingletonSeparatedList<ExpressionSyntax>(member.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)));
            return creation switch
            {
                { Initializer: not null } => null,
                ObjectCreationExpressionSyntax { ArgumentList: null } named => named.WithType(named.Type.WithoutTrailingTrivia()).WithInitializer(own.WithLeadingTrivia(SyntaxFactory.Space)),
                _ => creation.WithInitializer(own.WithLeadingTrivia(SyntaxFactory.Space)),
            };
        }

        // Before the first member, in its manner: on a line of its own, or beside it.
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(initializer.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? initializer.OpenBraceToken.TrailingTrivia : SyntaxFactory.TriviaList(SyntaxFactory.Space));
        var indent = SyntaxFactory.TriviaList(first.GetLeadingTrivia().Where(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1));
        var nodes = initializer.Expressions.Insert(0, member.WithLeadingTrivia(indent));
        var separators = nodes.GetSeparators().ToList();
        separators[0] = comma;
        return creation.WithInitializer(initializer.WithExpressions(SyntaxFactory.SeparatedList(nodes, separators)));
    }
}
