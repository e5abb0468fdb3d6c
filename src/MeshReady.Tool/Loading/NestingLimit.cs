using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Loading;

/// <summary>
/// Finds sources that are nested so deeply that the compiler would run out of stack, which ends the process, or out of time:
/// it has limits of its own for statements and types, but not for brackets, operators, members of members and interpolated
/// strings within each other.
/// </summary>
public static class NestingLimit
{
    /// <summary>The most levels of syntax: binding a level of brackets takes most of a kilobyte of a stack of a megabyte and a half.</summary>
    public const int MaxLevels = 1000;

    // Each level doubles the time that the compiler binds; seconds from here on.
    private const int MaxInterpolations = 12;

    // Below these nothing can reach the limit; what passes them is parsed to be sure.
    private const int ManyBrackets = 200;
    private const int LongStatement = 900;

    /// <summary>Whether a source is to be left out.</summary>
    /// <param name="text">C#.</param>
    public static bool IsPassed(string text)
    {
        var (isSuspect, interpolations) = Look(text);
        return interpolations > MaxInterpolations || (isSuspect && (Brackets(text) > MaxLevels || Depth(CSharpSyntaxTree.ParseText(SourceText.From(text)).GetRoot()) > MaxLevels));
    }

    // Each is a level of its own, and the parser, which tries what an open bracket may mean, takes the square of their number.
    private static int Brackets(string text)
    {
        var (open, most) = (0, 0);
        foreach (var token in SyntaxFactory.ParseTokens(text))
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken:
                    most = Math.Max(most, ++open);
                    break;
                case SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken:
                    open = Math.Max(0, open - 1);
                    break;
            }
        }

        return most;
    }

    // Characters only, whether in a comment, in a string or in code: it may suspect too much, never too little.
    private static (bool IsSuspect, int Interpolations) Look(string text)
    {
        var (start, interpolations, most, isSuspect) = (0, 0, 0, false);
        var open = new Stack<bool>();
        var hasInterpolation = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '$' when i + 1 < text.Length && text[i + 1] is '"' or '@' or '$':
                    hasInterpolation = true;
                    break;
                case '{' or '(' or '[':
                    open.Push(hasInterpolation);
                    if (hasInterpolation)
                        most = Math.Max(most, ++interpolations);
                    hasInterpolation = false;
                    isSuspect |= open.Count > ManyBrackets;
                    break;
                case '}' or ')' or ']':
                    if (open.TryPop(out hasInterpolation) && hasInterpolation)
                        interpolations--;
                    break;
                case ';':
                    hasInterpolation = false;
                    break;
            }

            if (text[i] is ';' or '{' or '}')
                start = i;
            isSuspect |= i - start > LongStatement;
        }

        return (isSuspect, most);
    }

    private static int Depth(SyntaxNode root)
    {
        var deepest = 0;
        var pending = new Stack<(SyntaxNode Node, int Depth)>([(root, 1)]);
        while (pending.TryPop(out var next))
        {
            deepest = Math.Max(deepest, next.Depth);
            // A sum of many terms leans to the left, and the compiler walks it without recursion.
            foreach (var child in next.Node.ChildNodes())
                pending.Push((child, next.Node is BinaryExpressionSyntax && child is BinaryExpressionSyntax ? next.Depth : next.Depth + 1));
        }

        return deepest;
    }
}
