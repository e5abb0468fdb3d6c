using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>How code is reached when the program starts.</summary>
/// <param name="Way">Whether it is, and under which condition.</param>
/// <param name="Entry">The first place of the project itself on the way up from the code; the code itself where it is the project's own.</param>
internal sealed record StartUpPath(StartUpWay Way, SyntaxNode? Entry)
{
    public static StartUpPath None { get; } = new(StartUpWay.Never, null);
}

/// <summary>
/// Climbs from a piece of code to what calls it, through methods, factories and hosted services of the project and of the
/// referenced projects in sight, until the start of the program is reached.
/// </summary>
internal sealed class StartUpPaths(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 7;
    private const string HostedService = "Microsoft.Extensions.Hosting.IHostedService";

    private readonly HashSet<SyntaxNode> _climbing = [];

    /// <summary>The way to the node.</summary>
    public StartUpPath To(SyntaxNode node) => Climb(node, depth: 0);

    private StartUpPath Climb(SyntaxNode node, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth >= MaxDepth || facts.ModelAnywhere(node.SyntaxTree) is not { } model || SyntaxIndex.For(node.SyntaxTree, cancellationToken).IsTestFile)
            return StartUpPath.None;
        var way = StartUpSwitch.Around(node, model, cancellationToken);
        if (way == StartUpWay.Never)
            return StartUpPath.None;

        var isOwn = facts.Compilation.ContainsSyntaxTree(node.SyntaxTree);
        var above = Above(node, model, isOwn, depth);
        return new StartUpPath(above.Way < way ? above.Way : way, isOwn ? node : above.Entry);
    }

    private StartUpPath Above(SyntaxNode node, SemanticModel model, bool isOwn, int depth)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case AnonymousFunctionExpressionSyntax lambda when IsOnDemand(lambda, model):
                    return StartUpPath.None;
                case LocalFunctionStatementSyntax local:
                    return Callers(local, model.GetDeclaredSymbol(local, cancellationToken) as IMethodSymbol, depth);
                case ConstructorDeclarationSyntax constructor:
                    return model.GetDeclaredSymbol(constructor, cancellationToken) is { } made && isOwn && (made.ContainingType.IsOrInherits("Microsoft.EntityFrameworkCore.DbContext") || made.ContainingType.IsOrInherits(HostedService))
                        ? new StartUpPath(StartUpWay.Always, null)
                        : StartUpPath.None;
                case MethodDeclarationSyntax method:
                    return model.GetDeclaredSymbol(method, cancellationToken) is { } symbol ? Above(method, symbol, isOwn, depth) : StartUpPath.None;
                case GlobalStatementSyntax:
                    return isOwn ? new StartUpPath(StartUpWay.Always, null) : StartUpPath.None;
                case BaseTypeDeclarationSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax:
                    return StartUpPath.None;
            }
        }

        return StartUpPath.None;
    }

    private StartUpPath Above(MethodDeclarationSyntax method, IMethodSymbol symbol, bool isOwn, int depth)
    {
        if (isOwn && (symbol is { Name: "Main", IsStatic: true } || IsStartup(symbol)))
            return new StartUpPath(StartUpWay.Always, null);
        if (symbol.Name is "StartAsync" or "ExecuteAsync" or "StartingAsync" or "StartedAsync" && symbol.ContainingType.IsOrInherits(HostedService))
        {
            // What stops the host when it is done is a job.
            if (method.Parent is TypeDeclarationSyntax type && Mentions(type, "StopApplication"))
                return StartUpPath.None;
            return isOwn ? new StartUpPath(StartUpWay.Always, null) : Users(symbol.ContainingType, depth);
        }

        return Callers(method, symbol, depth);
    }

    /// <summary>The calls of a method, of what it implements and of what it overrides.</summary>
    private StartUpPath Callers(SyntaxNode declaration, IMethodSymbol? method, int depth)
    {
        if (method is null || !_climbing.Add(declaration))
            return StartUpPath.None;

        var targets = Targets(method);
        var isLocal = method.MethodKind == MethodKind.LocalFunction || method.DeclaredAccessibility == Accessibility.Private && targets.Count == 1;
        var best = StartUpPath.None;
        foreach (var name in Names(method.Name, isLocal ? method.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree) : facts.AllTrees()))
        {
            var info = facts.ModelAnywhere(name.SyntaxTree)!.GetSymbolInfo(name, cancellationToken);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol called && targets.Exists(t => Same(t, called)))
                best = Better(best, Climb(CallOf(name), depth + 1));
            if (best.Way == StartUpWay.Always)
                break;
        }

        _climbing.Remove(declaration);
        return best;
    }

    /// <summary>Where a type is registered or made.</summary>
    private StartUpPath Users(INamedTypeSymbol type, int depth)
    {
        var best = StartUpPath.None;
        foreach (var name in Names(type.Name, facts.AllTrees()))
        {
            if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
                && facts.ModelAnywhere(name.SyntaxTree)!.GetSymbolInfo(name, cancellationToken).Symbol is { } used && Same(used is IMethodSymbol { MethodKind: MethodKind.Constructor } made ? made.ContainingType : used, type))
            {
                best = Better(best, Climb(call, depth + 1));
            }

            if (best.Way == StartUpWay.Always)
                break;
        }

        return best;
    }

    private IEnumerable<SimpleNameSyntax> Names(string text, IEnumerable<SyntaxTree> trees)
        => trees.SelectMany(tree => SyntaxIndex.For(tree, cancellationToken).Identifiers(text, cancellationToken)).Select(static token => token.Parent).OfType<SimpleNameSyntax>();

    // Its own lambda, its class and the frameworks that call it all run at the start, unless a user asks for it.
    private bool IsOnDemand(AnonymousFunctionExpressionSyntax lambda, SemanticModel model)
        => CodePlace.EndpointOf(lambda, model, cancellationToken) is not null
            || lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
                && CallChain.NameOf(call)?.Identifier.ValueText is "SetHandler" or "SetAction" or "OnExecute" or "OnExecuteAsync" or "AddCommand" or "WithParsed" or "WithParsedAsync" or "MapResult" or "AddOrUpdate" or "Enqueue";

    private static bool IsStartup(IMethodSymbol method)
        => method.Name.StartsWith("Configure", StringComparison.Ordinal) && !method.IsExtensionMethod
            && (method.ContainingType.Name.IndexOf("Startup", StringComparison.OrdinalIgnoreCase) >= 0 || method.ContainingType.IsOrInherits("Microsoft.AspNetCore.Hosting.IStartupFilter"))
            && (method.Parameters.Any(static p => p.Type.Name is "IApplicationBuilder" or "IServiceCollection" or "WebApplication") || method.ContainingType.IsOrInherits("Microsoft.AspNetCore.Hosting.IStartupFilter"));

    private static List<IMethodSymbol> Targets(IMethodSymbol method)
    {
        List<IMethodSymbol> targets = [method];
        for (var basis = method.OverriddenMethod; basis is not null; basis = basis.OverriddenMethod)
            targets.Add(basis);
        if (method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation && !method.IsStatic)
        {
            targets.AddRange(method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).OfType<IMethodSymbol>()
                .Where(promise => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(promise), method)));
        }

        return targets;
    }

    // Seen from another project a symbol may be another object; its declaration is the same.
    private static bool Same(ISymbol one, ISymbol other)
    {
        var (left, right) = (Original(one), Original(other));
        return SymbolEqualityComparer.Default.Equals(left, right)
            || left.DeclaringSyntaxReferences is [var a, ..] && right.DeclaringSyntaxReferences is [var b, ..] && a.SyntaxTree == b.SyntaxTree && a.Span == b.Span;
    }

    private static ISymbol Original(ISymbol symbol) => symbol is IMethodSymbol method ? method.Declared() : symbol.OriginalDefinition;

    private static SyntaxNode CallOf(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name.Parent is MemberBindingExpressionSyntax binding ? binding : name;
        return whole.Parent is InvocationExpressionSyntax call && call.Expression == whole ? call : whole;
    }

    private static StartUpPath Better(StartUpPath one, StartUpPath other) => other.Way > one.Way ? other : one;

    private static bool Mentions(SyntaxNode node, string name) => node.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);
}
