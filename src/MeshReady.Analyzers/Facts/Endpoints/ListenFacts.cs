using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>What the code says about where its server listens; configuration has its word in <see cref="Listening"/>.</summary>
internal sealed class ListenFacts
{
    private static readonly ConditionalWeakTable<CodeFacts, ListenFacts> Cache = new();
    private static readonly string[] Libraries = ["Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Server.Kestrel.Core", "Microsoft.AspNetCore"];
    private static readonly string[] Hints = ["Kestrel", "Listen", "Urls", "Ports", "ServiceDefaults", "WebHost"];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private ListenCode? _code;

    private ListenFacts(CodeFacts facts) => _facts = facts;

    public static ListenFacts For(CodeFacts facts) => Cache.GetValue(facts, static f => new ListenFacts(f));

    /// <summary>What the code says.</summary>
    public ListenCode Code(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _code ??= Read(cancellationToken);
    }

    private ListenCode Read(CancellationToken cancellationToken)
    {
        var code = new ListenCode();
        var reader = new ListenReader(_facts, code, cancellationToken);
        foreach (var site in _facts.Sites(SiteKinds.Listening, cancellationToken))
            reader.Read(site);
        reader.ReadRuns();

        // Who else may set it: a project beside this one, a method out of sight.
        code.IsUnknown |= ReferencedProjects.Sites(_facts.Compilation, SiteKinds.Listening, cancellationToken).Any(static s => s.Name is not ("Listen" or "Urls" or "UseSetting"))
            || UnseenExtensions.For(_facts).MayProvide("listen", Libraries, Hints, cancellationToken);
        foreach (var index in _facts.Indexes(cancellationToken))
            code.HasOtherServer |= ListenNames.OtherServers.Any(name => index.Identifiers(name, cancellationToken).Any());
        return code;
    }
}

/// <summary>What the code of a program says about where its server listens.</summary>
internal sealed class ListenCode
{
    /// <summary>Endpoints of Kestrel's own options, which come before every URL.</summary>
    public List<ListenEndpoint> Endpoints { get; } = [];

    /// <summary>The URLs of <c>app.Run</c> and <c>app.Urls</c>.</summary>
    public List<ListenEndpoint> AppUrls { get; } = [];

    /// <summary>The URLs of <c>UseUrls</c>; the last call counts.</summary>
    public List<ListenEndpoint> UseUrls { get; set; } = [];

    /// <summary>What endpoints speak that do not say it themselves; null where the code does not say.</summary>
    public HttpVersions? DefaultVersions { get; set; }

    /// <summary>Whether every endpoint gets TLS by default.</summary>
    public bool IsTlsByDefault { get; set; }

    /// <summary>Whether something in the code, or out of sight, makes all of this unsure.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>Whether other servers than Kestrel may listen in the same process.</summary>
    public bool HasOtherServer { get; set; }

    /// <summary>Whether some of it holds in development only; it is left out here.</summary>
    public bool DiffersInDevelopment { get; set; }
}
