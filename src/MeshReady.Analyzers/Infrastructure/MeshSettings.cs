using System.Runtime.CompilerServices;
using MeshReady.Model.Deployment;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers;

/// <summary>
/// The settings of a whole compilation (docs/configuration.md). They come from .globalconfig or from MSBuild properties:
/// a key in a section of .editorconfig is not visible here.
/// </summary>
internal sealed class MeshSettings
{
    private static readonly ConditionalWeakTable<AnalyzerConfigOptions, MeshSettings> Cache = new();

    private readonly AnalyzerConfigOptions _options;

    private MeshSettings(AnalyzerConfigOptions options)
    {
        _options = options;
        Mesh = (Value("mesh", "MeshReadyMesh") ?? "").Trim().ToLowerInvariant();
        IstioVersion = Model.Deployment.IstioVersion.TryParse(Value("istio_version", "MeshReadyIstioVersion"));
        InternalHosts = List("internal_hosts", "MeshReadyInternalHosts");
        ExternalHosts = List("external_hosts", "MeshReadyExternalHosts");
        ExcludeHosts = List("exclude_hosts", "MeshReadyExcludeHosts");
        Suppressed = List("suppress", "MeshReadySuppress");
        var rendered = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Escaped("MeshReadyRendered").Where(static r => r.Length == 2))
            rendered[pair[0]] = pair[1];
        Places = new([.. Escaped("MeshReadyManifestFolders").Select(static f => f[0])], rendered);
    }

    /// <summary><c>istio</c>, <c>linkerd</c> or <c>none</c> where the user says so; else empty. It overrides what the manifests say.</summary>
    public string Mesh { get; }

    /// <summary>The verdict on every workload where the user names the mesh; otherwise null.</summary>
    public MeshVerdict? ToldMesh => Mesh switch
    {
        "none" => new MeshVerdict(MeshState.None, null, "the setting meshready.mesh", null, null),
        "" or "unknown" => null,
        var mesh => new MeshVerdict(MeshState.Meshed, mesh, "the setting meshready.mesh", null, null),
    };

    /// <summary>Whether the user declares the manifests to be all that runs, so that what is absent from them does not exist.</summary>
    public bool IsComplete => string.Equals(Property("MeshReadyComplete"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The version of Istio that the user names; null where nobody says.</summary>
    public IstioVersion? IstioVersion { get; }

    public IReadOnlyList<string> InternalHosts { get; }

    public IReadOnlyList<string> ExternalHosts { get; }

    public IReadOnlyList<string> ExcludeHosts { get; }

    /// <summary>The ids of other analyzers whose findings may be taken back where the mesh has answered them.</summary>
    public IReadOnlyList<string> Suppressed { get; }

    /// <summary>Whether the user lets findings of this id be taken back.</summary>
    public bool Suppresses(string id) => Suppressed.Contains(id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the whole system is looked at in one run, which says each thing once however many projects say it.</summary>
    public bool IsTool => Property("MeshReadyHost") == "tool";

    /// <summary>Where the tool was given manifests from, and what it has rendered.</summary>
    public DeclaredPlaces Places { get; }

    public string? MeshWorkload => Property("MeshWorkload");

    public static MeshSettings For(AnalyzerOptions options)
        => Cache.GetValue(options.AnalyzerConfigOptionsProvider.GlobalOptions, static o => new MeshSettings(o));

    /// <summary>What a house method is said to provide (<c>meshready.provides.AddMyDefaults = retry, timeout</c>); empty where nothing is said.</summary>
    public IReadOnlyList<string> Provides(string method) => List("provides." + method, property: null);

    /// <summary>An MSBuild property that the package makes visible to the compiler; null where it is not set.</summary>
    public string? Property(string name)
        => _options.TryGetValue("build_property." + name, out var value) && value.Trim().Length > 0 ? value.Trim() : null;

    // The tool writes paths so that no character of theirs means anything in a configuration file: one,two=2,three
    private IEnumerable<string[]> Escaped(string property)
        => Property(property)?.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(static item => item.Split('=').Select(static part => Uri.UnescapeDataString(part.Trim())).ToArray()) ?? [];

    private string? Value(string key, string? property)
        => _options.TryGetValue("meshready." + key, out var value) && value.Trim().Length > 0 ? value.Trim()
            : property is null ? null : Property(property);

    private IReadOnlyList<string> List(string key, string? property)
        => Value(key, property) is { } value
            ? value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(static v => v.Trim()).Where(static v => v.Length > 0).ToArray()
            : [];
}
