using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Where a path leads.</summary>
internal enum FilePlace
{
    /// <summary>Nobody can tell: a setting, a parameter, an absolute path that may be a volume.</summary>
    Unknown,

    /// <summary>Beside the program: in a container a layer that is gone with it.</summary>
    Program,

    /// <summary>Among temporary files, which nobody expects to stay.</summary>
    Temporary,
}

/// <summary>Follows a path to its beginning.</summary>
internal sealed class FilePlaces(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 6;

    public FilePlace Of(ExpressionSyntax path) => Of(path, MaxDepth);

    private FilePlace Of(ExpressionSyntax path, int depth)
    {
        if (depth == 0 || facts.ModelFor(path.SyntaxTree) is not { } model)
            return FilePlace.Unknown;
        if (model.GetConstantValue(path, cancellationToken) is { HasValue: true, Value: string text })
            return OfText(text);

        switch (path)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, depth);
            case PostfixUnaryExpressionSyntax sure:
                return Of(sure.Operand, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return Worst(sum.Left, sum.Right, depth);
            case InterpolatedStringExpressionSyntax { Contents: [var first, ..] } mixed:
                return first switch
                {
                    InterpolatedStringTextSyntax literal => OfText(literal.TextToken.ValueText),
                    InterpolationSyntax hole => mixed.Contents.OfType<InterpolationSyntax>().Any(h => Of(h.Expression, depth - 1) == FilePlace.Temporary) ? FilePlace.Temporary : Of(hole.Expression, depth - 1),
                    _ => FilePlace.Unknown,
                };
            case InvocationExpressionSyntax call:
                return OfCall(call, model, depth);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return OfSymbol(path, model, depth);
            default:
                return FilePlace.Unknown;
        }
    }

    private FilePlace Worst(ExpressionSyntax left, ExpressionSyntax right, int depth)
        => Of(right, depth - 1) == FilePlace.Temporary ? FilePlace.Temporary : Of(left, depth - 1);

    private FilePlace OfCall(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return FilePlace.Unknown;
        if (method.IsMethodOf("System.IO.Path"))
        {
            if (method.Name is "GetTempPath" or "GetTempFileName" or "GetRandomFileName")
                return FilePlace.Temporary;
            var arguments = call.ArgumentList.Arguments;
            if (method.Name is not ("Combine" or "Join" or "GetFullPath" or "ChangeExtension") || arguments.Count == 0)
                return FilePlace.Unknown;
            if (arguments.Any(a => Of(a.Expression, depth - 1) == FilePlace.Temporary))
                return FilePlace.Temporary;
            // A later part that is rooted would replace the first; a setting may be.
            return Of(arguments[0].Expression, depth - 1);
        }

        if (method.IsMethodOf("System.IO.Directory") && method.Name == "GetCurrentDirectory")
            return FilePlace.Program;
        return method.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(cancellationToken) is MethodDeclarationSyntax source
            && (source.ExpressionBody?.Expression ?? (source.Body?.Statements is [ReturnStatementSyntax { Expression: { } returned }] ? returned : null)) is { } result
            ? Of(result, depth - 1)
            : FilePlace.Unknown;
    }

    private FilePlace OfSymbol(ExpressionSyntax path, SemanticModel model, int depth)
    {
        switch (model.GetSymbolInfo(path, cancellationToken).Symbol)
        {
            case IPropertySymbol { Name: "ContentRootPath" or "WebRootPath" } root when root.IsInNamespace("Microsoft.AspNetCore.Hosting") || root.IsInNamespace("Microsoft.Extensions.Hosting"):
            case IPropertySymbol { Name: "BaseDirectory" } folder when folder.ContainingType.Is("System.AppContext") || folder.ContainingType.Is("System.AppDomain"):
            case IPropertySymbol { Name: "CurrentDirectory" } current when current.ContainingType.Is("System.Environment"):
                return FilePlace.Program;
            case (IFieldSymbol or IPropertySymbol or ILocalSymbol) and { } symbol:
                if (OnlyValue.Of(symbol, facts, model, cancellationToken) is { } value)
                    return Of(value, depth - 1);
                // What the constructor alone assigns.
                var written = facts.Writes.Of(symbol, cancellationToken).Take(2).ToList();
                return written is [{ } only] && only.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
                    && (symbol is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } || symbol is not ILocalSymbol && symbol.DeclaredAccessibility == Accessibility.Private)
                    ? Of(assignment.Right, depth - 1)
                    : FilePlace.Unknown;
            default:
                return FilePlace.Unknown;
        }
    }

    private static FilePlace OfText(string text)
    {
        if (text.StartsWith("/tmp", StringComparison.Ordinal) || text.StartsWith("/dev/", StringComparison.Ordinal) || text.StartsWith("/var/tmp", StringComparison.Ordinal))
            return FilePlace.Temporary;
        return text.Length == 0 || text[0] is '/' or '\\' or '~' || text.Length > 1 && text[1] == ':' || text.IndexOf("://", StringComparison.Ordinal) >= 0 ? FilePlace.Unknown : FilePlace.Program;
    }
}
