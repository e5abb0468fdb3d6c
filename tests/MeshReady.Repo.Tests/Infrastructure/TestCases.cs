using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Repo.Tests;

/// <summary>Counts the cases of a test file by reading it: facts, inline rows, and elements of member data of the same class.</summary>
internal static class TestCases
{
    public static int Count(string path) => CountIn(File.ReadAllText(path));

    public static int CountIn(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot();
        return root.DescendantNodes().OfType<AttributeSyntax>().Sum(a => a.Name.ToString() switch
        {
            "Fact" or "InlineData" => 1,
            "MemberData" => Rows(root, a),
            _ => 0,
        });
    }

    private static int Rows(SyntaxNode root, AttributeSyntax attribute)
    {
        var name = attribute.ArgumentList?.Arguments.FirstOrDefault()?.DescendantTokens().LastOrDefault(t => t.IsKind(SyntaxKind.IdentifierToken)).ValueText;
        var member = root.DescendantNodes().OfType<MemberDeclarationSyntax>().FirstOrDefault(m => m switch
        {
            PropertyDeclarationSyntax p => p.Identifier.ValueText == name,
            FieldDeclarationSyntax f => f.Declaration.Variables.Any(v => v.Identifier.ValueText == name),
            MethodDeclarationSyntax m2 => m2.Identifier.ValueText == name,
            _ => false,
        });
        return member?.DescendantNodes().Select(n => n switch
        {
            CollectionExpressionSyntax c => c.Elements.Count,
            InitializerExpressionSyntax i => i.Expressions.Count,
            _ => 0,
        }).FirstOrDefault(n => n > 0) ?? 0;
    }
}
