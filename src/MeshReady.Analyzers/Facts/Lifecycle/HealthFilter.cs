using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>Which of the registered checks a health endpoint runs.</summary>
/// <param name="RunsAll">Whether it runs every check.</param>
/// <param name="Tag">The tag by which it chooses; null where it does not, or in a way that cannot be read.</param>
internal sealed record HealthFilter(bool RunsAll, string? Tag)
{
    private const string Options = "Microsoft.AspNetCore.Diagnostics.HealthChecks.HealthCheckOptions";

    private static HealthFilter Unknown { get; } = new(false, null);

    /// <summary>What the call says that maps the endpoint.</summary>
    public static HealthFilter Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var options = call.ArgumentList.Arguments.Select(static a => a.Expression).FirstOrDefault(e => model.GetTypeInfo(e, cancellationToken) is var type && (type.Type.Is(Options) || type.ConvertedType.Is(Options)));
        if (options is null)
            return new(RunsAll: true, null);
        if (options is IdentifierNameSyntax && model.GetSymbolInfo(options, cancellationToken).Symbol is ILocalSymbol local)
            options = HasOneUse(call, local.Name) ? OnlyValue.OfLocal(local, model, cancellationToken) : null;
        if (options is not BaseObjectCreationExpressionSyntax creation)
            return Unknown;
        var predicate = creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "Predicate" })?.Right;
        return predicate is null ? new(RunsAll: true, null) : OfPredicate(predicate, model, cancellationToken);
    }

    /// <summary>Whether it runs a check with these tags; false where that is not sure.</summary>
    public bool Runs(IReadOnlyList<string>? tags) => RunsAll || Tag is not null && tags is not null && tags.Contains(Tag, StringComparer.OrdinalIgnoreCase);

    private static HealthFilter OfPredicate(ExpressionSyntax predicate, SemanticModel model, CancellationToken cancellationToken)
    {
        if (predicate.IsKind(SyntaxKind.NullLiteralExpression))
            return new(RunsAll: true, null);
        return predicate is LambdaExpressionSyntax { Body: ExpressionSyntax body } ? body switch
        {
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } => new(RunsAll: true, null),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Tags" } }, ArgumentList.Arguments: [{ Expression: var tag }, ..] }
                when model.GetConstantValue(tag, cancellationToken) is { HasValue: true, Value: string text } => new(RunsAll: false, text),
            _ => Unknown,
        } : Unknown;
    }

    // options.Predicate = … may stand on a line of its own.
    private static bool HasOneUse(SyntaxNode call, string name)
        => call.Ancestors().FirstOrDefault(static n => n is BlockSyntax or CompilationUnitSyntax)?.DescendantNodes().OfType<IdentifierNameSyntax>().Count(n => n.Identifier.ValueText == name) == 1;
}
