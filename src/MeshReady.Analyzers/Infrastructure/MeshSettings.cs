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
        ManifestFolders = Property("MeshReadyManifestFolders")?.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(static f => f.Trim()).ToArray() ?? [];
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

    /// <summary>Whether the whole system is looked at in one run, which says each thing once however many projects say it.</summary>
    public bool IsTool => Property("MeshReadyHost") == "tool";

    /// <summary>Folders outside the repository that the tool was given manifests from.</summary>
    public IReadOnlyList<string> ManifestFolders { get; }

    public string? MeshWorkload => Property("MeshWorkload");

    public static MeshSettings For(AnalyzerOptions options)
        => Cache.GetValue(options.AnalyzerConfigOptionsProvider.GlobalOptions, static o => new MeshSettings(o));

    /// <summary>What a house method is said to provide (<c>meshready.provides.AddMyDefaults = retry, timeout</c>); empty where nothing is said.</summary>
    public IReadOnlyList<string> Provides(string method) => List("provides." + method, property: null);

    /// <summary>An MSBuild property that the package makes visible to the compiler; null where it is not set.</summary>
    public string? Property(string name)
        => _options.TryGetValue("build_property." + name, out var value) && value.Trim().Length > 0 ? value.Trim() : null;

    private string? Value(string key, string? property)
        => _options.TryGetValue("meshready." + key, out var value) && value.Trim().Length > 0 ? value.Trim()
            : property is null ? null : Property(property);

    private IReadOnlyList<string> List(string key, string? property)
        => Value(key, property) is { } value
            ? value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(static v => v.Trim()).Where(static v => v.Length > 0).ToArray()
            : [];
}
