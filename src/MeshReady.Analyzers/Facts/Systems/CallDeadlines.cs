using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Deadlines that the code hands to the calls of a gRPC client.</summary>
/// <param name="IsSet">Whether calls have one; null where that is not known.</param>
/// <param name="Milliseconds">The time, where it is the same everywhere.</param>
internal sealed record CallDeadlines(bool? IsSet, long? Milliseconds)
{
    /// <summary>The deadlines of a client; of one that is not known, any deadline of the project may be meant.</summary>
    public static CallDeadlines Of(CodeFacts code, ITypeSymbol? client, CancellationToken cancellationToken)
    {
        var (isSeen, isUnknown) = (false, false);
        var times = new HashSet<long?>();
        foreach (var tree in code.Compilation.SyntaxTrees)
        {
            var index = SyntaxIndex.For(tree, cancellationToken);
            var model = code.ModelOf(tree);
            foreach (var token in index.Identifiers("deadline", cancellationToken))
            {
                if (token.Parent?.Parent is not NameColonSyntax { Parent: ArgumentSyntax { Expression: var time, Parent.Parent: InvocationExpressionSyntax call } } || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
                    continue;
                if (client is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType, client))
                {
                    isSeen = true;
                    times.Add(MillisecondsOf(time, code, cancellationToken));
                }
                else if (client is null)
                {
                    isUnknown = true;
                }
            }

            isUnknown |= HasCode(index, "WithDeadline") || HasCode(index, "CallOptions");
        }

        return isSeen ? new(true, times.Count == 1 && !isUnknown ? times.First() : null) : new(isUnknown ? null : false, null);

        // What protoc writes names the options of every method.
        bool HasCode(SyntaxIndex index, string name)
            => index.Identifiers(name, cancellationToken).Any(token => token.Parent?.FirstAncestorOrSelf<ParameterSyntax>() is null && token.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.BaseList?.Types.Any(static t => t.ToString().Contains("ClientBase")) != true);
    }

    /// <summary><c>DateTime.UtcNow.AddSeconds(5)</c>, <c>DateTime.UtcNow.Add(Limit)</c></summary>
    private static long? MillisecondsOf(ExpressionSyntax deadline, CodeFacts code, CancellationToken cancellationToken)
    {
        if (deadline is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UtcNow" } }, ArgumentList.Arguments: [{ Expression: var amount }] }
            || code.ModelFor(deadline.SyntaxTree) is not { } model)
        {
            return null;
        }

        if (name == "Add")
            return new ConstantTime(code, cancellationToken).Of(amount) is { } span && span < TimeSpan.FromDays(1) ? (long)span.TotalMilliseconds : null;
        var factor = name switch { "AddMilliseconds" => 1, "AddSeconds" => 1000, "AddMinutes" => 60_000, _ => 0 };
        return factor > 0 && model.GetConstantValue(amount, cancellationToken) is { HasValue: true, Value: int or double } constant ? (long)(Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture) * factor) : null;
    }
}
