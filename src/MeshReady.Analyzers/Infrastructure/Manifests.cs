using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers;

/// <summary>
/// Reads additional files once: by instance, then by path and content, so that an edit of one manifest costs one parse,
/// however many projects list it. The deployment model belongs to the sequence of files and not to a compilation.
/// </summary>
internal static class Manifests
{
    private const int MaxFiles = 8192;
    private const int MaxModels = 32;

    private static readonly ConditionalWeakTable<AdditionalText, object> ByInstance = new();
    private static readonly Dictionary<(string Path, string Checksum), object> ByContent = [];
    private static readonly Queue<(string Path, string Checksum)> Order = new();
    private static readonly List<(object[] Files, bool Complete, string Folders, FactSets Sets)> Models = [];
    private static readonly object Gate = new();
    private static readonly object Unreadable = new();

    /// <summary>The manifests among the files, in their order.</summary>
    public static ImmutableArray<ManifestFile> ManifestsIn(ImmutableArray<AdditionalText> files) => Read<ManifestFile>(files);

    /// <summary>The appsettings files among the files, in their order.</summary>
    public static ImmutableArray<SettingsFile> SettingsIn(ImmutableArray<AdditionalText> files) => Read<SettingsFile>(files);

    /// <summary>A settings file, whether or not it could be read; null where the file is none.</summary>
    public static SettingsFile? SettingsOf(AdditionalText file) => KindOf(file.Path) == typeof(SettingsFile) ? Parse(file) as SettingsFile : null;

    /// <summary>The manifests among the files, whether or not they could be read; null where the file is none.</summary>
    public static ManifestFile? ManifestOf(AdditionalText file) => KindOf(file.Path) == typeof(ManifestFile) ? Parse(file) as ManifestFile : null;

    /// <summary>The <c>meshready.json</c> files among the files, in their order.</summary>
    public static ImmutableArray<EnvironmentFile> EnvironmentsIn(ImmutableArray<AdditionalText> files) => Read<EnvironmentFile>(files);

    /// <summary>The facts of the system's projects among the files, one file for each; those that cannot be read are left out.</summary>
    public static ImmutableArray<ProjectFacts> FactsIn(ImmutableArray<AdditionalText> files) => Read<ProjectFacts>(files);

    /// <summary>What the manifests among the files say, parted by place as <c>meshready.json</c> declares.</summary>
    /// <param name="files">All additional files.</param>
    /// <param name="complete">Whether the manifests are declared to be all that runs.</param>
    /// <param name="places">Where declared sources may be.</param>
    public static FactSets SetsOf(ImmutableArray<AdditionalText> files, bool complete, DeclaredPlaces places)
    {
        var (manifests, declared) = (ManifestsIn(files), EnvironmentsIn(files));
        object[] key = [.. manifests, .. declared];
        var roots = string.Join("\n", [.. places.Folders, .. places.Rendered.Select(static r => r.Key + "=" + r.Value)]);
        lock (Gate)
        {
            for (var i = 0; i < Models.Count; i++)
            {
                var known = Models[i];
                if (known.Complete != complete || known.Folders != roots || !known.Files.SequenceEqual(key, ReferenceComparer.Instance))
                    continue;
                Models.RemoveAt(i);
                Models.Add(known);
                return known.Sets;
            }

            AnalyzerWork.DeploymentBuilt();
            var sets = FactSets.Create(manifests, complete, declared, places);
            if (Models.Count == MaxModels)
                Models.RemoveAt(0);
            Models.Add((key, complete, roots, sets));
            return sets;
        }
    }

    private static ImmutableArray<T> Read<T>(ImmutableArray<AdditionalText> files)
        where T : class
    {
        // A workspace hands the files out in the order of their ids, which differs from run to run.
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var file in files.OrderBy(static f => f.Path, StringComparer.Ordinal))
        {
            if (KindOf(file.Path) == typeof(T) && Parse(file) is T parsed)
                found.Add(parsed);
        }

        return found.ToImmutable();
    }

    private static Type? KindOf(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        if (name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return typeof(SettingsFile);
        if (EnvironmentFile.IsPath(path))
            return typeof(EnvironmentFile);
        if (SnapshotFiles.IsFacts(path))
            return typeof(ProjectFacts);
        return ManifestReader.IsManifestPath(path) ? typeof(ManifestFile) : null;
    }

    private static object? Parse(AdditionalText file)
    {
        if (ByInstance.TryGetValue(file, out var known))
            return known;
        if (file.GetText() is not { } text)
            return null;

        var key = (file.Path, Convert.ToBase64String([.. text.GetChecksum()]));
        lock (Gate)
        {
            if (!ByContent.TryGetValue(key, out var parsed))
            {
                AnalyzerWork.ManifestParsed();
                parsed = KindOf(file.Path) is var kind && kind == typeof(SettingsFile) ? SettingsReader.Read(file.Path, text.ToString())
                    : kind == typeof(EnvironmentFile) ? EnvironmentReader.Read(file.Path, text.ToString())
                    : kind == typeof(ProjectFacts) ? FactsReader.Read(text.ToString(), out _) ?? Unreadable
                    : ManifestReader.Read(file.Path, text.ToString());
                ByContent.Add(key, parsed);
                Order.Enqueue(key);
                if (Order.Count > MaxFiles)
                    ByContent.Remove(Order.Dequeue());
            }

            return ByInstance.GetValue(file, _ => parsed);
        }
    }

    private sealed class ReferenceComparer : IEqualityComparer<object>
    {
        public static readonly ReferenceComparer Instance = new();

        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y);

        public int GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
