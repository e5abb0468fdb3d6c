using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Clients;
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
        [PerProcessKind.SignalR] = ("backplane",
            ["Microsoft.AspNetCore.SignalR", "Microsoft.AspNetCore.SignalR.Core", "Microsoft.AspNetCore.SignalR.StackExchangeRedis", "Microsoft.Azure.SignalR"],
            ["SignalR", "Backplane", "Hub", "ServiceDefaults", "Infrastructure"]),
        [PerProcessKind.Circuit] = ("backplane", ["Microsoft.Azure.SignalR"], ["SignalR", "Backplane", "ServiceDefaults", "Infrastructure"]),
        [PerProcessKind.Keys] = ("dataprotection",
            ["Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore", "Azure.Extensions.AspNetCore.DataProtection.Blobs"],
            ["DataProtection", "Key", "ServiceDefaults", "Infrastructure"]),
    };

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private ImmutableArray<PerProcessFeature>? _all;

    private PerProcessFacts(CodeFacts facts) => _facts = facts;

    public static PerProcessFacts For(CodeFacts facts) => Cache.GetValue(facts, static f => new PerProcessFacts(f));

    /// <summary>The features, at most one of each kind.</summary>
    public ImmutableArray<PerProcessFeature> All(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _all ??= Find(cancellationToken);
    }

    private ImmutableArray<PerProcessFeature> Find(CancellationToken cancellationToken)
    {
        var sites = _facts.Sites(SiteKinds.PerProcess, cancellationToken).Where(static s => s.Node is InvocationExpressionSyntax).ToList();
        var found = ImmutableArray.CreateBuilder<PerProcessFeature>();
        foreach (var (name, type, kind) in PerProcessNames.Features)
        {
            if (found.Any(f => f.Kind == kind))
                continue;
            foreach (var site in sites)
            {
                if (site.Name != name || !Runs(site, type, cancellationToken))
                    continue;
                if (Kept(kind, (InvocationExpressionSyntax)site.Node, sites, cancellationToken) is { } feature)
                    found.Add(feature);
                break;
            }
        }

        return found.ToImmutable();
    }

    private PerProcessFeature? Kept(PerProcessKind kind, InvocationExpressionSyntax call, List<Site> sites, CancellationToken cancellationToken)
    {
        // Without a cache in sight, whoever registers one is out of sight.
        if (kind == PerProcessKind.Session && !sites.Any(s => s.Name == PerProcessNames.MemoryCache && Runs(s, "Microsoft.Extensions.DependencyInjection.MemoryCacheServiceCollectionExtensions", cancellationToken)))
            return null;
        if (kind == PerProcessKind.SignalR && (CallChain.From(call) is not { LeavesSight: false } chain || !chain.Calls.Skip(1).All(static c => CallChain.NameOf(c)?.Identifier.ValueText is "AddJsonProtocol" or "AddMessagePackProtocol" or "AddNewtonsoftJsonProtocol" or "AddHubOptions")))
            return null;

        ExpressionSyntax? folder = null;
        foreach (var site in sites)
        {
            if (kind == PerProcessKind.Keys && site.Name == PerProcessNames.KeyFolder)
                folder = ((InvocationExpressionSyntax)site.Node).ArgumentList.Arguments.FirstOrDefault()?.Expression;
            else if (PerProcessNames.IsRemedy(site.Name, kind) && !DevelopmentGuard.IsDevelopmentOnly(site.Node, _facts.ModelOf(site.Node.SyntaxTree), cancellationToken))
                return null;
        }

        var (word, libraries, hints) = Elsewhere[kind];
        if (ReferencedProjects.Sites(_facts.Compilation, SiteKinds.PerProcess, cancellationToken).Any(s => PerProcessNames.IsRemedy(s.Name, kind) || kind == PerProcessKind.Keys && s.Name == PerProcessNames.KeyFolder)
            || BringsOwn(kind, cancellationToken)
            || UnseenExtensions.For(_facts).MayProvide(word, libraries, hints, cancellationToken))
        {
            return null;
        }

        var path = folder is null ? null : PathOf(folder, cancellationToken);
        return folder is not null && path is null ? null : new PerProcessFeature(kind, call, path);
    }

    /// <summary>Whether the call is the one of ASP.NET Core, and made in production whatever the configuration says.</summary>
    private bool Runs(Site site, string type, CancellationToken cancellationToken)
    {
        var model = _facts.ModelOf(site.Node.SyntaxTree);
        return model.GetSymbolInfo(site.Node, cancellationToken).Symbol is IMethodSymbol method
            && method.IsMethodOf(type)
            && ProductionCode.AlwaysRuns(site.Node, model, cancellationToken);
    }

    /// <summary>A registration of a service of its own: <c>AddSingleton&lt;IDistributedCache, OurCache&gt;()</c>.</summary>
    private bool BringsOwn(PerProcessKind kind, CancellationToken cancellationToken)
    {
        foreach (var name in PerProcessNames.Services[kind])
        {
            foreach (var tree in _facts.Compilation.SyntaxTrees)
            {
                foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken))
                {
                    if (token.Parent?.FirstAncestorOrSelf<SyntaxNode>(static n => n is TypeArgumentListSyntax or TypeOfExpressionSyntax or BaseListSyntax or AssignmentExpressionSyntax) is { } place
                        && (place is not AssignmentExpressionSyntax assignment || assignment.Left.Span.Contains(token.Span)))
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
        var model = _facts.ModelOf(folder.SyntaxTree);
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
/// <param name="Call">The call that registers it.</param>
/// <param name="KeyFolder">The folder, absolute, that holds its keys; null where the default of the framework does.</param>
internal sealed record PerProcessFeature(PerProcessKind Kind, InvocationExpressionSyntax Call, string? KeyFolder);
