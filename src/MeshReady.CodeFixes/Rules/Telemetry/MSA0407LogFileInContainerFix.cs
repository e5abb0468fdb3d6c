using MeshReady.Analyzers.Rules.Telemetry;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Telemetry;

/// <summary>Exchanges Serilog's file for its console, or removes the file where another sink takes the logs already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0407LogFileInContainerFix))]
public sealed class MSA0407LogFileInContainerFix() : SingleSiteFix("MSA0407", "Log to the console instead of a file")
{
    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.TryGetValue(MSA0407LogFileInContainerAnalyzer.Sink, out var change)
            || site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } call)
        {
            return null;
        }

        var changed = change switch
        {
            MSA0407LogFileInContainerAnalyzer.RemoveSink => WithoutSink(site.Root, call, access),
            MSA0407LogFileInContainerAnalyzer.ToConsole => WithConsole(site, call, access),
            _ => null,
        };
        return changed is null ? null : site.Document.WithSyntaxRoot(changed);
    }

    /// <summary>The chain without <c>.WriteTo.File(…)</c>.</summary>
    private static SyntaxNode? WithoutSink(SyntaxNode root, InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        if (access.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteTo", Expression: var before } || call.DescendantTrivia().Any(static t => t.IsDirective))
            return null;

        // configuration.WriteTo.File(…); alone: nothing is left of the statement.
        if (call.Parent is ExpressionStatementSyntax statement && before is not InvocationExpressionSyntax)
            return CodeRemoval.Statement(root, statement);
        if (before is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax) && call.Parent is not MemberAccessExpressionSyntax)
            return null;

        // Comments among the arguments are about the file; those before the dot stay with what is left.
        var comments = access.Expression.GetLastToken().TrailingTrivia.Concat(((MemberAccessExpressionSyntax)access.Expression).OperatorToken.LeadingTrivia).Any(IsComment);
        return comments ? null : root.ReplaceNode(call, before.WithTrailingTrivia(call.GetTrailingTrivia()));
    }

    /// <summary><c>.WriteTo.Console()</c>, with the formatter that the file had.</summary>
    private static SyntaxNode? WithConsole(FixSite site, InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        if (site.Model.Compilation.GetTypesByMetadataName("Serilog.ConsoleLoggerConfigurationExtensions").IsEmpty || access.Name is not IdentifierNameSyntax name)
            return null;

        var formatter = call.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon is null && site.Model.GetTypeInfo(a.Expression, site.CancellationToken).Type is { } type
            && (type.Name == "ITextFormatter" || type.AllInterfaces.Any(static i => i is { Name: "ITextFormatter", ContainingNamespace.Name: "Formatting" })));
        var arguments = SyntaxFactory.ArgumentList(formatter is null ? default : SyntaxFactory.SingletonSeparatedList(formatter.WithoutTrivia())).WithTrailingTrivia(call.ArgumentList.GetTrailingTrivia());
        return site.Root.ReplaceNode(call, call.WithExpression(access.WithName(SyntaxFactory.IdentifierName("Console").WithTriviaFrom(name))).WithArgumentList(arguments));
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
