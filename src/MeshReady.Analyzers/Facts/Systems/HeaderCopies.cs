using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The headers that a type takes from the request at hand and writes to a request of its own.</summary>
/// <param name="Names">Their names in lower case.</param>
/// <param name="HasOthers">Whether it copies headers whose names the code does not tell.</param>
internal sealed record HeaderCopies(IReadOnlyCollection<string> Names, bool HasOthers)
{
    private const string Incoming = "Microsoft.AspNetCore.Http.IHeaderDictionary";

    public static HeaderCopies In(TypeDeclarationSyntax type, CodeFacts code, CancellationToken cancellationToken)
    {
        var model = code.ModelOf(type.SyntaxTree);
        var read = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (readsOthers, writesOthers) = (false, false);
        foreach (var node in type.DescendantNodes())
        {
            switch (node)
            {
                // Request.Headers["x-tenant"], Request.Headers.TryGetValue("x-tenant", …)
                case ElementAccessExpressionSyntax { Expression: var headers, ArgumentList.Arguments: [{ Expression: var name }] } when IsIncoming(headers):
                    readsOthers |= !Take(name, read);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "ContainsKey", Expression: var headers }, ArgumentList.Arguments: [{ Expression: var name }, ..] } when IsIncoming(headers):
                    readsOthers |= !Take(name, read);
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Authorization", Expression: var headers } when IsIncoming(headers):
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetTokenAsync" } }:
                    read.Add("authorization");
                    break;
                case ForEachStatementSyntax { Expression: var headers } when headers.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(IsIncoming):
                    readsOthers = true;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAddWithoutValidation" }, ArgumentList.Arguments: [{ Expression: var name }, _] } call when IsOutgoing(call):
                    writesOthers |= !Take(name, written);
                    break;
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Authorization", Expression: var headers } } when model.GetTypeInfo(headers, cancellationToken).Type.Is("System.Net.Http.Headers.HttpRequestHeaders"):
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetBearerToken" } }:
                    written.Add("authorization");
                    break;
            }
        }

        // Names from a list in the same type are those of the list.
        var hasOthers = readsOthers && writesOthers;
        if (hasOthers && ListedIn(type, model, cancellationToken) is { Count: > 0 } listed)
            return new([.. read.Intersect(written, StringComparer.OrdinalIgnoreCase).Concat(listed).Select(static name => name.ToLowerInvariant()).Distinct()], HasOthers: false);
        return new([.. read.Intersect(written, StringComparer.OrdinalIgnoreCase).Select(static name => name.ToLowerInvariant())], hasOthers);

        bool IsIncoming(ExpressionSyntax headers) => model.GetTypeInfo(headers, cancellationToken).Type.IsOrInherits(Incoming);

        bool IsOutgoing(InvocationExpressionSyntax call)
            => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && (method.ContainingType.Is("System.Net.Http.Headers.HttpHeaders") || method.ContainingType.Is("Grpc.Core.Metadata"));

        bool Take(ExpressionSyntax name, HashSet<string> names)
        {
            if (model.GetConstantValue(name, cancellationToken) is not { HasValue: true, Value: string text })
                return IsConstantField(name, names);
            if (PlainText.Name(text) is { } plain)
                names.Add(plain);
            return true;
        }

        bool IsConstantField(ExpressionSyntax name, HashSet<string> names)
        {
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is not IFieldSymbol field || OnlyValue.Of(field, code, model, cancellationToken) is not LiteralExpressionSyntax { Token.Value: string text } || PlainText.Name(text) is not { } plain)
                return false;
            names.Add(plain);
            return true;
        }
    }

    /// <summary>The constant names in arrays and lists of the type over which it goes.</summary>
    private static IReadOnlyList<string> ListedIn(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var loop in type.DescendantNodes().OfType<ForEachStatementSyntax>())
        {
            var list = model.GetSymbolInfo(loop.Expression, cancellationToken).Symbol is { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } ? value : loop.Expression;
            List<string> names = [.. list.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(static literal => PlainText.Name(literal.Token.Value as string)).OfType<string>()];
            if (names.Count > 0)
                return names;
        }

        return [];
    }
}
