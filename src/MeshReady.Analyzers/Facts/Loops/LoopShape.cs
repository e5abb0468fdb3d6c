using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Loops;

/// <summary>A loop over the elements of a collection, by syntax alone.</summary>
/// <param name="Node">The statement, or the call of Select or ForEachAsync.</param>
/// <param name="Body">What runs for each element.</param>
/// <param name="Elements">The names of the element.</param>
/// <param name="Collection">What the elements come from.</param>
/// <param name="IsConcurrent">The body runs for several elements at once.</param>
internal sealed record LoopShape(SyntaxNode Node, SyntaxNode Body, IReadOnlyList<string> Elements, ExpressionSyntax Collection, bool IsConcurrent)
{
    /// <summary>The shape of a node of <see cref="SiteKinds.ElementLoop"/>; null where it counts, pages or reads a stream.</summary>
    public static LoopShape? Of(SyntaxNode node) => node switch
    {
        ForEachStatementSyntax { AwaitKeyword.RawKind: 0 } each => new(each, each.Statement, [each.Identifier.ValueText], each.Expression, false),
        ForEachVariableStatementSyntax { AwaitKeyword.RawKind: 0 } each => new(each, each.Statement, [.. each.Variable.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(static d => d.Identifier.ValueText)], each.Expression, false),
        ForStatementSyntax counted => OfIndex(counted),
        InvocationExpressionSyntax call => OfCall(call),
        _ => null,
    };

    // for (var i = 0; i < items.Count; i++) … items[i] …
    private static LoopShape? OfIndex(ForStatementSyntax counted)
    {
        if (counted is not { Declaration.Variables: [{ Identifier.ValueText: var index }], Condition: BinaryExpressionSyntax { Right: var end } })
            return null;
        var collection = end switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length", Expression: var items } => items,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count", Expression: var items }, ArgumentList.Arguments.Count: 0 } => items,
            _ => null,
        };
        if (collection is null)
            return null;
        var isUsed = counted.Statement.DescendantNodes().OfType<ElementAccessExpressionSyntax>()
            .Any(e => e.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax used }] && used.Identifier.ValueText == index && SyntaxFactory.AreEquivalent(e.Expression, collection));
        return isUsed ? new(counted, counted.Statement, [index], collection, false) : null;
    }

    // items.Select(async item => …), Parallel.ForEachAsync(items, async (item, stop) => …)
    private static LoopShape? OfCall(InvocationExpressionSyntax call)
    {
        if (call.ArgumentList.Arguments.Select(static a => a.Expression).OfType<LambdaExpressionSyntax>().FirstOrDefault() is not { } lambda)
            return null;
        var element = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var first, ..] } => first,
            _ => null,
        };
        var collection = CallChain.NameOf(call)?.Identifier.ValueText == "Select" ? (call.Expression as MemberAccessExpressionSyntax)?.Expression : call.ArgumentList.Arguments[0].Expression;
        return element is null || collection is null or LambdaExpressionSyntax ? null : new(call, lambda.Body, [element.Identifier.ValueText], collection, IsConcurrent: true);
    }
}

/// <summary>What the words of a loop say of it.</summary>
internal static class LoopWords
{
    private static readonly string[] Destinations = ["url", "uri", "host", "endpoint", "server", "node", "peer", "replica", "instance", "webhook", "subscri", "region", "cluster", "provider", "client", "channel", "address", "device", "target", "tenant"];
    private static readonly string[] Bulk = ["Batch", "Bulk", "Many", "Range", "Chunk", "Multi"];
    private static readonly string[] Jobs = ["Seed", "Migrat", "Import", "Export", "Simulat", "Populate", "Backfill", "Benchmark", "Warm", "HealthCheck"];
    private static readonly string[] Memory = ["TryGetValue", "ContainsKey", "GetOrAdd", "GetOrCreate", "GetOrCreateAsync", "GetOrSetAsync"];

    /// <summary>The words say that one call each is meant: a place each, a chunk each, a job that nobody waits for; or that a cache stands before the call.</summary>
    public static bool SaysOtherwise(LoopShape loop)
        => IsFixedList(loop.Collection)
            || loop.Elements.Any(static e => Holds(e, Destinations)) || loop.Collection.DescendantTokens().Any(static t => t.IsKind(SyntaxKind.IdentifierToken) && (Holds(t.ValueText, Destinations) || IsBulk(t.ValueText) || t.ValueText is "GroupBy" or "Partition" or "Buffer" or "GetValues"))
            || loop.Node.Ancestors().Any(static n => n is MethodDeclarationSyntax { Identifier.ValueText: var method } && IsJob(method) || n is BaseTypeDeclarationSyntax { Identifier.ValueText: var type } && IsJob(type))
            || Remembers(loop.Body);

    private static bool IsJob(string name) => Holds(name, Jobs) || name.StartsWith("Sync", StringComparison.Ordinal);

    public static bool IsBulk(string name) => Bulk.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0);

    /// <summary>Whether the call's name asks and changes nothing.</summary>
    public static bool Asks(string name)
        => name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("Find", StringComparison.Ordinal) || name.StartsWith("Fetch", StringComparison.Ordinal) || name.StartsWith("Read", StringComparison.Ordinal)
            || name.StartsWith("Query", StringComparison.Ordinal) || name.StartsWith("Load", StringComparison.Ordinal) || name.StartsWith("Search", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal)
            || name.StartsWith("Lookup", StringComparison.Ordinal) || name.StartsWith("Resolve", StringComparison.Ordinal) || name.StartsWith("Check", StringComparison.Ordinal) || name.StartsWith("Is", StringComparison.Ordinal) || name.StartsWith("Has", StringComparison.Ordinal);

    /// <summary>Whether the code looks into a memory of its own before it asks.</summary>
    public static bool Remembers(SyntaxNode? code)
        => code is not null && MayRemember(code) && code.DescendantTokens().Any(static t => t.IsKind(SyntaxKind.IdentifierToken) && (Memory.Contains(t.ValueText) || t.ValueText.IndexOf("cache", StringComparison.OrdinalIgnoreCase) >= 0));

    // The text is searched first: to walk the tokens makes all nodes around them.
    private static bool MayRemember(SyntaxNode code)
    {
        var text = code.SyntaxTree.GetText().ToString();
        foreach (var word in Memory)
        {
            if (text.IndexOf(word, code.SpanStart, code.Span.Length, StringComparison.Ordinal) >= 0)
                return true;
        }

        return text.IndexOf("cache", code.SpanStart, code.Span.Length, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    // A handful of names in the code is no collection that grows.
    private static bool IsFixedList(ExpressionSyntax collection)
        => collection is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax || collection is BaseObjectCreationExpressionSyntax { Initializer: not null };

    private static bool Holds(string name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
