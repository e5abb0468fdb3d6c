using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>The features of one program whose state or keys stay in their process.</summary>
internal sealed class PerProcessFacts
{
    private static readonly ConditionalWeakTable<CodeFacts, PerProcessFacts> Cache = new();

    private static readonly Dictionary<PerProcessKind, (string Word, string[] Libraries, string[] Hints)> Elsewhere = new()
    {
        [PerProcessKind.Session] = ("cache",
            ["Microsoft.Extensions.Caching.Abstractions", "Microsoft.Extensions.Caching.StackExchangeRedis", "Microsoft.Extensions.Caching.SqlServer", "StackExchange.Redis"],
            ["Cache", "Redis", "Session", "ServiceDefaults", "Infrastructure"]),
        [PerProcessKind.Cache] = ("cache",
            ["Microsoft.Extensions.Caching.Abstractions", "Microsoft.Extensions.Caching.StackExchangeRedis", "Microsoft.Extensions.Caching.SqlServer", "StackExchange.Redis"],
            ["Cache", "Redis", "ServiceDefaults", "Infrastructure"]),
        [PerProcessKind.SignalR] = ("backplane",
            ["Microsoft.AspNetCore.SignalR", "Microsoft.AspNetCore.SignalR.Core", "Microsoft.AspNetCore.SignalR.StackExchangeRedis", "Microsoft.Azure.SignalR"],
            ["SignalR", "Backplane", "Hub", "ServiceDefaults", "Infrastructure"]),
        [PerProcessKind.Circuit] = ("backplane", ["Microsoft.Azure.SignalR"], ["SignalR", "Backplane", "ServiceDefaults", "Infrastructure"]),
        [PerProcessKind.Keys] = ("dataprotection",
            ["Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore", "Azure.Extensions.AspNetCore.DataProtection.Blobs"],
            ["DataProtection", "KeyRing", "Keys", "ServiceDefaults", "Infrastructure"]),
    };

    private readonly CodeFacts _facts;
    private readonly KeyUses _keyUses;
    private readonly object _gate = new();
    private ImmutableArray<PerProcessFeature>? _all;

    private PerProcessFacts(CodeFacts facts)
    {
        _facts = facts;
        _keyUses = new KeyUses(facts);
    }

    public static PerProcessFacts For(CodeFacts facts) => Cache.GetValue(facts, static f => new PerProcessFacts(f));

    /// <summary>The features, at most one of each kind.</summary>
    public ImmutableArray<PerProcessFeature> All(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _all ??= Find(cancellationToken);
    }

    /// <summary>The feature of a kind.</summary>
    public PerProcessFeature? Of(PerProcessKind kind, CancellationToken cancellationToken) => All(cancellationToken).FirstOrDefault(f => f.Kind == kind);

    /// <summary>The features of which a rule speaks at a site: at its own registration, or at the host those that a method of a referenced project registers.</summary>
    public IEnumerable<PerProcessFeature> At(Site site, CancellationToken cancellationToken)
    {
        if ((site.Kinds & SiteKinds.Host) != 0)
            return All(cancellationToken).Any(static f => f.IsElsewhere) && HostFacts.For(_facts).Node(cancellationToken) == site.Node ? All(cancellationToken).Where(static f => f.IsElsewhere) : [];
        return Array.Exists(PerProcessNames.Features, f => f.Name == site.Name) ? All(cancellationToken).Where(f => f.Call == site.Node) : [];
    }

    private ImmutableArray<PerProcessFeature> Find(CancellationToken cancellationToken)
    {
        var sites = _facts.Sites(SiteKinds.PerProcess, cancellationToken).Where(static s => s.Node is InvocationExpressionSyntax).ToList();
        var found = ImmutableArray.CreateBuilder<PerProcessFeature>();
        AddFrom(sites, found, cancellationToken);

        // A service in layers registers in one project and runs in another; only the one that runs knows all of it.
        if (HostFacts.For(_facts).Kind(cancellationToken) == HostKind.Web)
        {
            var others = ReferencedProjects.Sites(_facts.Compilation, SiteKinds.PerProcess, cancellationToken)
                .Where(s => s.Node is InvocationExpressionSyntax && _facts.ModelAnywhere(s.Node.SyntaxTree) is not null).ToList();
            if (others.Count > 0)
                AddFrom([.. sites, .. others], found, cancellationToken);
        }

        return found.ToImmutable();
    }

    private void AddFrom(List<Site> sites, ImmutableArray<PerProcessFeature>.Builder found, CancellationToken cancellationToken)
    {
        foreach (var (name, type, kind) in PerProcessNames.Features)
        {
            if (found.Any(f => f.Kind == kind))
                continue;
            foreach (var site in sites)
            {
                if (site.Name != name || !Runs(site, type, cancellationToken) || kind == PerProcessKind.Keys && !IsKeyUse(site, sites, cancellationToken))
                    continue;
                var call = (InvocationExpressionSyntax)site.Node;
                if (PlaceOf(call, cancellationToken) is { } place && Kept(kind, name, call, place, sites, cancellationToken) is { } feature)
                    found.Add(feature);
                break;
            }
        }
    }

    private bool IsKeyUse(Site site, List<Site> sites, CancellationToken cancellationToken) => site.Name switch
    {
        // A session that lives in memory is lost before its cookie is: only one that replicas share needs a cookie that they can read.
        "AddSession" => sites.Exists(s => PerProcessNames.IsRemedy(s.Name, PerProcessKind.Session) && _facts.ModelAnywhere(s.Node.SyntaxTree) is { } model && ProductionCode.AlwaysRuns(s.Node, model, cancellationToken)),
        // Where callers bring tokens, Identity is a store of users; who issues the tokens signs users in by cookie.
        "AddIdentity" => !CallsHere(sites, [PerProcessNames.Bearer], cancellationToken) || CallsHere(sites, PerProcessNames.TokenServers, cancellationToken),
        "AddRazorPages" => _keyUses.HasFormsInPages(cancellationToken),
        "AddControllersWithViews" or "AddMvc" => _keyUses.ValidatesForms(cancellationToken),
        _ => true,
    };

    /// <summary>Whether this project calls one of the methods, itself or through a referenced project, be it bound or not.</summary>
    private bool CallsHere(List<Site> sites, string[] names, CancellationToken cancellationToken)
        => sites.Concat(ReferencedProjects.Sites(_facts.Compilation, SiteKinds.PerProcess, cancellationToken))
            .Any(s => Array.IndexOf(names, s.Name) >= 0 && s.Node is InvocationExpressionSyntax call && PlaceOf(call, cancellationToken) is not null);

    /// <summary>Where this project makes the call, itself or through a method of a referenced project; null where it does not.</summary>
    private InvocationExpressionSyntax? PlaceOf(InvocationExpressionSyntax call, CancellationToken cancellationToken)
        => _facts.Compilation.ContainsSyntaxTree(call.SyntaxTree) ? call : CallsFromHere.To(call, _facts, cancellationToken);

    private PerProcessFeature? Kept(PerProcessKind kind, string name, InvocationExpressionSyntax call, InvocationExpressionSyntax place, List<Site> sites, CancellationToken cancellationToken)
    {
        // Without a cache in sight, whoever registers one is out of sight.
        string? cache = null;
        if (kind is PerProcessKind.Session && (cache = MemoryCacheOf(sites, cancellationToken)) is null)
            return null;
        if (kind == PerProcessKind.SignalR && (CallChain.From(call) is not { LeavesSight: false } chain || !chain.Calls.Skip(1).All(static c => CallChain.NameOf(c)?.Identifier.ValueText is "AddJsonProtocol" or "AddMessagePackProtocol" or "AddNewtonsoftJsonProtocol" or "AddHubOptions")))
            return null;

        ExpressionSyntax? folder = null;
        foreach (var site in sites)
        {
            if (kind == PerProcessKind.Keys && site.Name == PerProcessNames.KeyFolder)
                folder = ((InvocationExpressionSyntax)site.Node).ArgumentList.Arguments.FirstOrDefault()?.Expression;
            else if (kind == PerProcessKind.Keys && site.Name == "AddDataProtection" && KeyUses.MayPersist((InvocationExpressionSyntax)site.Node)
                || PerProcessNames.IsRemedy(site.Name, kind) && !IsHealthCheck((InvocationExpressionSyntax)site.Node) && !(_facts.ModelAnywhere(site.Node.SyntaxTree) is { } model && DevelopmentGuard.IsDevelopmentOnly(site.Node, model, cancellationToken)))
            {
                return null;
            }
        }

        var (word, libraries, hints) = Elsewhere[kind];
        if (ReferencedProjects.Sites(_facts.Compilation, SiteKinds.PerProcess, cancellationToken).Any(s => PerProcessNames.IsRemedy(s.Name, kind) || kind == PerProcessKind.Keys && s.Name == PerProcessNames.KeyFolder)
            || BringsOwn(kind, cancellationToken)
            || UnseenExtensions.For(_facts).MayProvide(word, libraries, hints, cancellationToken))
        {
            return null;
        }

        var path = folder is null ? null : PathOf(folder, cancellationToken);
        return folder is not null && path is null ? null : new PerProcessFeature(kind, name, call, place, path, cache);
    }

    // AddHealthChecks().AddRedis(…) looks at Redis and keeps nothing there.
    private static bool IsHealthCheck(InvocationExpressionSyntax call)
    {
        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        while (receiver is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access })
        {
            if (name == "AddHealthChecks")
                return true;
            receiver = access.Expression;
        }

        return false;
    }

    private string? MemoryCacheOf(List<Site> sites, CancellationToken cancellationToken)
    {
        foreach (var (name, type) in PerProcessNames.MemoryCaches)
        {
            if (sites.Exists(s => s.Name == name && Runs(s, type, cancellationToken) && PlaceOf((InvocationExpressionSyntax)s.Node, cancellationToken) is not null))
                return name;
        }

        return null;
    }

    /// <summary>Whether the call is the one of ASP.NET Core, and made in production whatever the configuration says.</summary>
    private bool Runs(Site site, string type, CancellationToken cancellationToken)
        => _facts.ModelAnywhere(site.Node.SyntaxTree) is { } model
            && model.GetSymbolInfo(site.Node, cancellationToken).Symbol is IMethodSymbol method
            && method.IsMethodOf(type)
            && ProductionCode.AlwaysRuns(site.Node, model, cancellationToken);

    /// <summary>A registration of a service of its own: <c>AddSingleton&lt;IDistributedCache, OurCache&gt;()</c>.</summary>
    private bool BringsOwn(PerProcessKind kind, CancellationToken cancellationToken)
    {
        foreach (var name in PerProcessNames.Services[kind])
        {
            foreach (var tree in _facts.AllTrees())
            {
                foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken))
                {
                    if (token.Parent?.FirstAncestorOrSelf<SyntaxNode>(static n => n is TypeArgumentListSyntax or TypeOfExpressionSyntax or BaseListSyntax or AssignmentExpressionSyntax or ArgumentListSyntax) is { } place && place switch
                        {
                            AssignmentExpressionSyntax assignment => assignment.Left.Span.Contains(token.Span),
                            // GetRequiredService<IDistributedCache>() asks for one.
                            TypeArgumentListSyntax { Parent: GenericNameSyntax generic } => !generic.Identifier.ValueText.StartsWith("Get", StringComparison.Ordinal),
                            TypeOfExpressionSyntax or BaseListSyntax => true,
                            _ => false,
                        })
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The folder of <c>PersistKeysToFileSystem(new DirectoryInfo("/keys"))</c>.</summary>
    private string? PathOf(ExpressionSyntax folder, CancellationToken cancellationToken)
    {
        if (_facts.ModelFor(folder.SyntaxTree) is not { } model)
            return null;
        if (folder is IdentifierNameSyntax && model.GetSymbolInfo(folder, cancellationToken).Symbol is { } symbol && OnlyValue.Of(symbol, _facts, model, cancellationToken) is { } value && value.SyntaxTree == folder.SyntaxTree)
            folder = value;
        return folder is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var path }] }
            && model.GetConstantValue(path, cancellationToken) is { HasValue: true, Value: string text } && text.StartsWith("/", StringComparison.Ordinal)
            ? text
            : null;
    }
}

/// <summary>A feature whose state stays in its process.</summary>
/// <param name="Kind">What it keeps.</param>
/// <param name="Name">The method that registers it.</param>
/// <param name="Call">The call of this method, possibly in a referenced project.</param>
/// <param name="Place">The call in this project that leads there.</param>
/// <param name="KeyFolder">The folder, absolute, that holds its keys; null where the default of the framework does.</param>
/// <param name="Cache">The method that registers the cache of its sessions; null for other kinds.</param>
internal sealed record PerProcessFeature(PerProcessKind Kind, string Name, InvocationExpressionSyntax Call, InvocationExpressionSyntax Place, string? KeyFolder, string? Cache)
{
    /// <summary>Whether a method of a referenced project registers it.</summary>
    public bool IsElsewhere => Place != Call;

    /// <summary>Where a rule that looks at the site reports it; of the tree of the site.</summary>
    public Location LocationAt(Site site)
        => Place.SyntaxTree == site.Node.SyntaxTree ? CallChain.LocationOf(Place) : site.Node is InvocationExpressionSyntax host ? CallChain.LocationOf(host) : site.Node.GetLocation();
}
