using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>What kind of host a program builds.</summary>
internal enum HostKind
{
    /// <summary>None that is seen.</summary>
    None,

    /// <summary>A generic host: a worker.</summary>
    Generic,

    /// <summary>A host that serves HTTP.</summary>
    Web,
}

/// <summary>Whether a program is a host, and which defaults of .NET it runs with.</summary>
internal sealed class HostFacts
{
    private static readonly ConditionalWeakTable<CodeFacts, HostFacts> Cache = new();
    private static readonly TimeSpan LongDefault = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortDefault = TimeSpan.FromSeconds(5);

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private HostKind? _kind;
    private SyntaxNode? _node;

    private HostFacts(CodeFacts facts) => _facts = facts;

    public static HostFacts For(CodeFacts facts) => Cache.GetValue(facts, static f => new HostFacts(f));

    /// <summary>The host that the program builds.</summary>
    public HostKind Kind(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _kind ??= Find(cancellationToken);
    }

    /// <summary>The call or creation that makes the host; null where there is none.</summary>
    public SyntaxNode? Node(CancellationToken cancellationToken) => Kind(cancellationToken) == HostKind.None ? null : _node;

    /// <summary>How long a host waits for its services when it stops: 30 s, before .NET 6 5 s.</summary>
    /// <param name="targetFramework">As the project states it (<c>net8.0</c>); null where it is not known.</param>
    public TimeSpan DefaultShutdownTimeout(string? targetFramework)
    {
        if (targetFramework is not null)
        {
            if (targetFramework.StartsWith("netcoreapp", StringComparison.OrdinalIgnoreCase) || targetFramework.StartsWith("netstandard", StringComparison.OrdinalIgnoreCase))
                return ShortDefault;
            var dot = targetFramework.IndexOf('.');
            if (targetFramework.StartsWith("net", StringComparison.OrdinalIgnoreCase) && dot > 3
                && int.TryParse(targetFramework.Substring(3, dot - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                return version < 6 ? ShortDefault : LongDefault;
            }
        }

        foreach (var reference in _facts.Compilation.ReferencedAssemblyNames)
        {
            if (reference.Name == "Microsoft.Extensions.Hosting")
                return reference.Version.Major < 6 ? ShortDefault : LongDefault;
        }

        return LongDefault;
    }

    private HostKind Find(CancellationToken cancellationToken)
    {
        if (_facts.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication))
            return HostKind.None;

        var kind = HostKind.None;
        foreach (var site in _facts.Sites(SiteKinds.Host, cancellationToken))
        {
            var found = KindOf(site, cancellationToken);
            if (found > kind)
                (kind, _node) = (found, site.Node);
            if (kind == HostKind.Web)
                return kind;
        }

        return kind;
    }

    private HostKind KindOf(Site site, CancellationToken cancellationToken)
    {
        var symbol = _facts.ModelOf(site.Node.SyntaxTree).GetSymbolInfo(site.Node, cancellationToken);
        if ((symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method)
            return HostKind.None;
        foreach (var (name, type, isWeb) in site.Node is InvocationExpressionSyntax ? LifecycleNames.Hosts : LifecycleNames.Builders)
        {
            if (name == site.Name && method.IsMethodOf(type))
                return isWeb ? HostKind.Web : HostKind.Generic;
        }

        return HostKind.None;
    }
}
