using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Telemetry;

/// <summary>Recognises ids that code makes for a request and carries in a header of its own.</summary>
internal sealed class CorrelationIdReader(SemanticModel model, CancellationToken cancellationToken)
{
    private static readonly string[] Words = ["correlation", "requestid", "traceid", "transactionid"];

    /// <summary>The header that carries the id made at a node, or the name under which the request keeps it; null where the id is of another kind.</summary>
    public string? HeaderOf(InvocationExpressionSyntax newId)
    {
        var (holder, header) = Flow(newId);
        if (header is not null)
            return header;
        if (holder is null || !IsNamedLikeOne(holder) || newId.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || UsesTrace(member))
            return null;

        // The id in one method of the class, the header in another.
        var owner = member.Parent is CompilationUnitSyntax unit ? unit : (SyntaxNode?)member.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return owner is CompilationUnitSyntax top ? top.Members.OfType<GlobalStatementSyntax>().Select(HeaderIn).FirstOrDefault(static h => h is not null) : owner is null ? null : HeaderIn(owner);
    }

    /// <summary>What the value goes into: the name of a variable, property or method, or a header at once.</summary>
    private (string? Holder, string? Header) Flow(ExpressionSyntax value)
    {
        while (true)
        {
            switch (value.Parent)
            {
                // Guid.NewGuid().ToString("N"), $"{Guid.NewGuid()}", known ?? Guid.NewGuid(), new StringValues(…)
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == value:
                    value = call;
                    continue;
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or ConditionalExpressionSyntax or InterpolatedStringExpressionSyntax:
                    value = (ExpressionSyntax)value.Parent;
                    continue;
                case InterpolationSyntax { Parent: ExpressionSyntax text }:
                    value = text;
                    continue;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                    if (UsesTrace(either.Left))
                        return (null, null);
                    value = either;
                    continue;
                case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax wrapped }:
                    value = wrapped;
                    continue;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                    return (null, HeaderAt(call));
                case AssignmentExpressionSyntax assignment when assignment.Right == value:
                    return assignment.Left switch
                    {
                        ElementAccessExpressionSyntax element => (null, HeaderAt(element)),
                        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => (name, null),
                        IdentifierNameSyntax { Identifier.ValueText: var name } => (name, null),
                        _ => (null, null),
                    };
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } variable }:
                    // A field is one id for all requests, or a message's.
                    return (variable.Parent?.Parent is FieldDeclarationSyntax ? null : name, null);
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    return (value.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText, null);
                default:
                    return (null, null);
            }
        }
    }

    private string? HeaderIn(SyntaxNode owner)
    {
        foreach (var node in owner.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax or ElementAccessExpressionSyntax && HeaderAt((ExpressionSyntax)node) is { } header)
                return header;
        }

        return null;
    }

    /// <summary>The name with which an expression reads or writes a header for correlation; null where it does neither.</summary>
    private string? HeaderAt(ExpressionSyntax use)
    {
        var (name, holder) = use switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver }, ArgumentList.Arguments: [{ Expression: var first }, ..] } => (first, receiver),
            ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }], Expression: var receiver } => (first, receiver),
            _ => (null, null),
        };

        // The text before the type: most indexers are of something else.
        return name is not null && holder is not null && model.GetConstantValue(name, cancellationToken) is { HasValue: true, Value: string text } && IsHeaderName(text) && IsOfRequest(holder) ? text : null;
    }

    private bool IsOfRequest(ExpressionSyntax holder)
    {
        var type = model.GetTypeInfo(holder, cancellationToken).Type;
        if (type.IsOrInherits("Microsoft.AspNetCore.Http.IHeaderDictionary") || type.IsOrInherits("System.Net.Http.Headers.HttpHeaders") || type.Is("Grpc.Core.Metadata"))
            return true;

        // context.Items["CorrelationId"]
        return (holder is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Items" } or MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Items" })
            && model.GetSymbolInfo(holder, cancellationToken).Symbol is IPropertySymbol { ContainingType: var owner } && owner.Is("Microsoft.AspNetCore.Http.HttpContext");
    }

    private static bool IsNamedLikeOne(string name)
    {
        var plain = name.Replace("_", "");
        return Array.Exists(Words, word => plain.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    // x-requestid, in one word, is an idempotency key in the samples that everybody starts from.
    private static bool IsHeaderName(string text)
        => text.Length < 40 && IsNamedLikeOne(text.Replace("-", "")) && !text.Equals("x-requestid", StringComparison.OrdinalIgnoreCase) && text.IndexOf("idempot", StringComparison.OrdinalIgnoreCase) < 0;

    /// <summary>The trace is asked first, and the id of one's own only stands in for it.</summary>
    private static bool UsesTrace(SyntaxNode code)
        => code.DescendantNodesAndSelf().Any(static n => n is IdentifierNameSyntax { Identifier.ValueText: "Activity" or "TraceIdentifier" or "ActivityContext" or "Tracer" });
}
