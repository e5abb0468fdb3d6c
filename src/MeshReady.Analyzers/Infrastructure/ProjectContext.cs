using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers;

/// <summary>What is known around the code of one project: the settings, the hosts, and later the manifests.</summary>
internal sealed class ProjectContext
{
    private static readonly ConditionalWeakTable<AnalyzerOptions, ProjectContext> Cache = new();

    private ProjectContext(AnalyzerOptions options)
    {
        Settings = MeshSettings.For(options);
        Hosts = new HostClassifier(Settings.InternalHosts, Settings.ExternalHosts, Settings.ExcludeHosts);
    }

    public MeshSettings Settings { get; }

    public HostClassifier Hosts { get; }

    /// <summary>What the user says of addresses such as <c>http://orders</c> in this file: <c>allow</c>, <c>suggest</c>, <c>warn</c> or nothing.</summary>
    public string? LogicalNames(AnalyzerConfigOptions document)
        => document.TryGetValue("meshready.logical_names", out var value) ? value.Trim().ToLowerInvariant() : null;

    /// <summary>Whether something is known to resolve a bare service name: a mesh, a cluster, service discovery.</summary>
    public bool ResolvesLogicalNames(CodeFacts facts)
        => Settings.Mesh is not ("" or "none") || facts.HasServiceDiscovery;

    /// <summary>The configuration key for an address that leaves the code, and whether a settings file already holds this value under it.</summary>
    public (string Key, bool IsHeld) KeyFor(string text, ExpressionSyntax literal)
        => (EndpointKeys.Suggest(text, literal), false);

    public static ProjectContext For(AnalyzerOptions options) => Cache.GetValue(options, static o => new ProjectContext(o));
}
