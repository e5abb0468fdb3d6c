using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>Where code pauses when its host is told to stop.</summary>
internal sealed class StopDelays
{
    private static readonly ConditionalWeakTable<CodeFacts, StopDelays> Cache = new();
    private static readonly string[] HostLibraries = ["Microsoft.Extensions.Hosting", "Microsoft.Extensions.Hosting.Abstractions"];
    private static readonly string[] Hints = ["Shutdown", "Graceful", "Lifetime", "Drain", "ServiceDefaults"];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private StopDelay? _delay;

    private StopDelays(CodeFacts facts) => _facts = facts;

    public static StopDelays For(CodeFacts facts) => Cache.GetValue(facts, static f => new StopDelays(f));

    /// <summary>What the program's own code does.</summary>
    public StopDelay Get(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _delay ??= Find(cancellationToken);
    }

    /// <summary>Whether code out of sight may pause as well: that of another project or a method of a library.</summary>
    public bool MayBeElsewhere(CancellationToken cancellationToken)
        => ReferencedProjects.Sites(_facts.Compilation, SiteKinds.StopDelay, cancellationToken).Any(static s => s.Name == "ApplicationStopping" || IsInStopMethod(s.Node))
            || UnseenExtensions.For(_facts).MayProvide("stopping-delay", HostLibraries, Hints, cancellationToken);

    private StopDelay Find(CancellationToken cancellationToken)
    {
        var time = new ConstantTime(_facts, cancellationToken);
        var handlers = new Lazy<IReadOnlyList<ISymbol>>(() => Handlers(cancellationToken));
        var found = StopDelay.None;
        foreach (var site in _facts.Sites(SiteKinds.StopDelay, cancellationToken))
        {
            if (site.Node is not InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var pause }, ..] } call)
                continue;
            var model = _facts.ModelOf(call.SyntaxTree);
            var place = PlaceOf(call, model, handlers, cancellationToken);
            if (place == StopPlace.None
                || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
                || !method.IsMethodOf("System.Threading.Tasks.Task") && !method.IsMethodOf("System.Threading.Thread")
                || DevelopmentGuard.IsDevelopmentOnly(call, model, cancellationToken))
            {
                continue;
            }

            // What StopAsync waits for is within the time-out of the host; the rest comes on top of it.
            var length = place == StopPlace.Before && time.OfDelay(pause) is { } known && known < TimeSpan.MaxValue ? known : TimeSpan.Zero;
            found = new StopDelay(true, found.Known > length ? found.Known : length);
        }

        return found;
    }

    private static StopPlace PlaceOf(SyntaxNode call, SemanticModel model, Lazy<IReadOnlyList<ISymbol>> handlers, CancellationToken cancellationToken)
    {
        for (var node = call.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } }:
                    if (IsStoppingRegistration(outer) || outer.Expression.ToString().EndsWith("PosixSignalRegistration.Create", StringComparison.Ordinal))
                        return StopPlace.Before;
                    break;
                case AnonymousFunctionExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ProcessExit" or "CancelKeyPress" } } }:
                    return StopPlace.Before;
                case LocalFunctionStatementSyntax local:
                    if (model.GetDeclaredSymbol(local, cancellationToken) is { } function && handlers.Value.Contains(function, SymbolEqualityComparer.Default))
                        return StopPlace.Before;
                    break;
                case MethodDeclarationSyntax method:
                    if (method.Identifier.ValueText is "StopAsync" or "StoppingAsync")
                        return method.Parent is TypeDeclarationSyntax type && Implements(type, "IHostLifetime") ? StopPlace.Before : StopPlace.Within;
                    if (model.GetDeclaredSymbol(method, cancellationToken) is { } symbol && handlers.Value.Contains(symbol, SymbolEqualityComparer.Default))
                        return StopPlace.Before;
                    return method.Parent is TypeDeclarationSyntax owner && Implements(owner, "IHostLifetime") ? StopPlace.Before : StopPlace.None;
                case BaseTypeDeclarationSyntax:
                    return StopPlace.None;
            }
        }

        return StopPlace.None;
    }

    /// <summary>The methods handed to <c>ApplicationStopping.Register</c> by name.</summary>
    private List<ISymbol> Handlers(CancellationToken cancellationToken)
    {
        var found = new List<ISymbol>();
        foreach (var site in _facts.Sites(SiteKinds.StopDelay, cancellationToken))
        {
            if (site.Name != "ApplicationStopping" || site.Node.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var handler }, ..] } call } || !IsStoppingRegistration(call))
                continue;
            var info = _facts.ModelOf(handler.SyntaxTree).GetSymbolInfo(handler, cancellationToken);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol method)
                found.Add(method);
        }

        return found;
    }

    private static bool IsStoppingRegistration(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Register" or "UnsafeRegister", Expression: var token }
            && (token is MemberAccessExpressionSyntax access ? access.Name : token as SimpleNameSyntax)?.Identifier.ValueText == "ApplicationStopping";

    private static bool IsInStopMethod(SyntaxNode node)
        => node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText is "StopAsync" or "StoppingAsync";

    private static bool Implements(TypeDeclarationSyntax type, string name)
        => type.BaseList?.Types.Any(t => (t.Type is QualifiedNameSyntax qualified ? qualified.Right : t.Type as SimpleNameSyntax)?.Identifier.ValueText == name) == true;

    private enum StopPlace
    {
        None,

        /// <summary>Within the host's StopAsync, and its time-out.</summary>
        Within,

        /// <summary>Before it.</summary>
        Before,
    }
}

/// <summary>A pause at the stop.</summary>
/// <param name="Exists">Whether there is any.</param>
/// <param name="Known">How much of it is known to come on top of the host's own time-out.</param>
internal sealed record StopDelay(bool Exists, TimeSpan Known)
{
    public static StopDelay None { get; } = new(false, TimeSpan.Zero);
}
