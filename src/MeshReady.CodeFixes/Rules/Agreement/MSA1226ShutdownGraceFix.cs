using System.Globalization;
using MeshReady.Analyzers.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Lowers the time-out of the host to what its pod's grace period leaves.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1226ShutdownGraceFix))]
public sealed class MSA1226ShutdownGraceFix() : SingleSiteFix("MSA1226", "Stop within the grace period of the pod")
{
    private static ExpressionSyntax FromSeconds => SyntaxFactory.ParseExpression("global::System.TimeSpan.FromSeconds").WithAdditionalAnnotations(Simplifier.Annotation);

    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.TryGetValue(MSA1226ShutdownGraceAnalyzer.Seconds, out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < 1
            || site.Root.FindNode(site.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression)
        {
            return null;
        }

        var number = SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(seconds)));
        var arguments = SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(number));
        ExpressionSyntax mended = expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromSeconds" } } call
            ? call.WithArgumentList(arguments)
            : SyntaxFactory.InvocationExpression(FromSeconds, arguments);
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(expression, mended.WithTriviaFrom(expression)));
    }
}
