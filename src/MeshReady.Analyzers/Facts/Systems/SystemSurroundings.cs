using System.Globalization;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>What stands around the projects of a system: its manifests and what the user says.</summary>
/// <param name="Sets">The manifests.</param>
/// <param name="Hosts">Tells services from the outside world.</param>
/// <param name="Settings">The user's numbers.</param>
/// <param name="Files">The manifests as they were given, for the comments that silence rules in them.</param>
public sealed record SystemSurroundings(FactSets Sets, HostClassifier Hosts, SystemSettings Settings, IReadOnlyList<ManifestFile> Files)
{
    /// <summary>Reads the additional files and the global settings.</summary>
    public static SystemSurroundings Of(AnalyzerOptions options)
    {
        var project = ProjectContext.For(options);
        var global = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        var defaults = new SystemSettings();
        return new SystemSurroundings(project.Sets, project.Hosts, defaults with
        {
            MaxAttempts = Number(global, "max_attempts", 1, defaults.MaxAttempts),
            MaxChain = Number(global, "max_chain", 1, defaults.MaxChain),
            HubDegree = Number(global, "hub_degree", 2, defaults.HubDegree),
            SharedLibraryUsers = Number(global, "shared_library_users", 2, defaults.SharedLibraryUsers),
            HasExternalGateway = Text(global, "gateway") == "external",
            CountMeshDefault = Text(global, "count_mesh_default") == "true",
            Availability = Availability(global) ?? defaults.Availability,
        }, project.Deployment.Files);
    }

    private static int Number(AnalyzerConfigOptions options, string key, int least, int otherwise)
        => int.TryParse(Text(options, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : otherwise;

    // 99.9 and 0.999 mean the same.
    private static double? Availability(AnalyzerConfigOptions options)
        => double.TryParse(Text(options, "availability")?.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100
            ? number > 1 ? number / 100 : number
            : null;

    private static string? Text(AnalyzerConfigOptions options, string key)
        => options.TryGetValue("meshready." + key, out var value) ? value.Trim().ToLowerInvariant() : null;
}
