using MeshReady.Analyzers.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Lets an endpoint that serves nothing but gRPC speak HTTP/2.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1218PortProtocolFix))]
public sealed class MSA1218PortProtocolFix() : SingleSiteFix("MSA1218", "Speak HTTP/2 on this endpoint")
{
    private static ExpressionSyntax Http2
        => SyntaxFactory.ParseExpression("global::Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2").WithAdditionalAnnotations(Simplifier.Annotation);

    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.ContainsKey(MSA1218PortProtocolAnalyzer.MayBeHttp2)
            || site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return null;
        }

        var lambda = call.ArgumentList.Arguments.Select(static a => a.Expression).OfType<LambdaExpressionSyntax>().SingleOrDefault();
        if (lambda is null)
            return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(call.ArgumentList, call.ArgumentList.AddArguments(SyntaxFactory.Argument(Lambda()).WithLeadingTrivia(SyntaxFactory.Space))));

        // What it is told to speak already, or one statement more.
        if (lambda.DescendantNodes().OfType<AssignmentExpressionSyntax>().SingleOrDefault(static a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Protocols" }) is { } told)
            return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(told.Right, Http2.WithTriviaFrom(told.Right)));
        if (lambda is not SimpleLambdaExpressionSyntax { Block: { } block } simple)
            return null;
        var statement = SyntaxFactory.ExpressionStatement(Assignment(simple.Parameter.Identifier.ValueText)).WithAdditionalAnnotations(Microsoft.CodeAnalysis.Formatting.Formatter.Annotation);
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(block, block.WithStatements(block.Statements.Insert(0, statement))));
    }

    private static ExpressionSyntax Lambda()
        => SyntaxFactory.SimpleLambdaExpression(SyntaxFactory.Parameter(SyntaxFactory.Identifier("endpoint")), Assignment("endpoint")).NormalizeWhitespace();

    private static AssignmentExpressionSyntax Assignment(string options)
        => SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.IdentifierName(options), SyntaxFactory.IdentifierName("Protocols")),
            Http2).NormalizeWhitespace();
}
