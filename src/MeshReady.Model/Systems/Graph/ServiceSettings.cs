using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>A value that a key has for a service.</summary>
/// <param name="Address">What may be shown of it.</param>
/// <param name="Kind">Where it stands.</param>
/// <param name="Place">The line.</param>
/// <param name="Set">The set of manifests in which it holds; null where it is not of one set alone.</param>
/// <param name="IsDeployed">Whether some place that runs the service gives it this value; otherwise a file that none is known to read.</param>
internal sealed record KeyValue(ShownAddress Address, EvidenceKind Kind, Place Place, FactSet? Set, bool IsDeployed);

/// <summary>Answers which values a key has for a service, as .NET reads configuration wherever it runs.</summary>
internal sealed class ServiceSettings
{
    private const string Production = "Production";

    private static readonly string[] EnvironmentKeys = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];
    private static readonly SettingsModel NoFiles = SettingsModel.Create([]);

    private readonly ILookup<string, SettingFact> _files;
    private readonly ServiceNode _node;
    private readonly List<(PodSettings Pod, FactSet Set)> _pods = [];
    private readonly List<(ComposeEntry Entry, string Environment)> _composed;

    public ServiceSettings(ServiceNode node)
    {
        _node = node;
        _files = (node.Project?.Settings ?? []).ToLookup(static setting => setting.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var deployment in node.Deployments)
        {
            foreach (var variant in ServiceNode.VariantsOf(deployment))
                _pods.Add((new PodSettings(variant, OwnContainer.Of(variant), deployment.Set.Model, NoFiles), deployment.Set));
        }

        _composed = node.Compose.ConvertAll(static entry => (entry, Variable(entry, EnvironmentKeys)?.Value.Value ?? Production));
    }

    /// <summary>The values of a key, those of places that run the service first; none where nothing that was read gives one.</summary>
    /// <param name="key">The key with colons, or the name of an environment variable.</param>
    /// <param name="prefix">What the code puts before the value.</param>
    /// <param name="suffix">What the code puts behind it.</param>
    public IReadOnlyList<KeyValue> ValuesOf(string key, string? prefix, string? suffix)
    {
        var variable = key.Replace(":", "__");
        var colons = key.Replace("__", ":");
        var found = new List<KeyValue>();
        foreach (var (pod, set) in _pods)
        {
            var value = pod.Variable(variable);
            if (value.Value is { IsKnown: true, Value: { } text })
                Add(found, Composed.Of(text, prefix, suffix), EvidenceKind.Environment, new(value.Path, Math.Max(1, value.Line)), set, isDeployed: true);
            else
                AddFile(found, colons, pod.Environment.Value ?? Production, prefix, suffix, set);
        }

        foreach (var (entry, environment) in _composed)
        {
            if (Variable(entry, [variable]) is { } value && (value.Value.IsKnown ? value.Value : value.UsualValue) is { IsKnown: true, Value: { } text })
                Add(found, Composed.Of(text, prefix, suffix), EvidenceKind.Environment, new(entry.File.Path, Math.Max(1, value.Line)), null, isDeployed: true);
            else
                AddFile(found, colons, environment, prefix, suffix, null);
        }

        if (_node.Aspire is { } resource)
        {
            foreach (var pair in resource.Environment.Where(pair => string.Equals(pair.Key, variable, StringComparison.OrdinalIgnoreCase)))
                Add(found, new ShownAddress(null, pair.Value, null, null, null), EvidenceKind.Aspire, resource.Place, null, isDeployed: true);
        }

        if (_pods.Count == 0 && _composed.Count == 0)
            AddFile(found, colons, Production, prefix, suffix, null);

        // What no place is known to read: production first, development last.
        foreach (var fact in _files[colons].OrderBy(static fact => Rank(fact.Environment)).ThenBy(static fact => fact.Place))
            Add(found, Composed.Of(fact, prefix, suffix), EvidenceKind.Setting, fact.Place, null, isDeployed: false);
        return found;
    }

    private static EnvironmentVariable? Variable(ComposeEntry entry, string[] names)
        => names.Select(name => entry.Service.Environment.LastOrDefault(variable => string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(static variable => variable is not null);

    private static int Rank(string? environment) => environment switch
    {
        null => 1,
        _ when environment.Equals(Production, StringComparison.OrdinalIgnoreCase) => 0,
        _ when environment.Equals("Development", StringComparison.OrdinalIgnoreCase) || environment.Equals("Local", StringComparison.OrdinalIgnoreCase) => 3,
        _ => 2,
    };

    private void AddFile(List<KeyValue> found, string key, string environment, string? prefix, string? suffix, FactSet? set)
    {
        var facts = _files[key];
        var fact = facts.FirstOrDefault(f => string.Equals(f.Environment, environment, StringComparison.OrdinalIgnoreCase)) ?? facts.FirstOrDefault(static f => f.Environment is null);
        if (fact is not null)
            Add(found, Composed.Of(fact, prefix, suffix), EvidenceKind.Setting, fact.Place, set, isDeployed: true);
    }

    private static void Add(List<KeyValue> found, ShownAddress? address, EvidenceKind kind, Place place, FactSet? set, bool isDeployed)
    {
        if (address is not null && !found.Exists(other => other.Place == place && other.Address == address && (ReferenceEquals(other.Set, set) || set is null)))
            found.Add(new(address, kind, place, set, isDeployed));
    }
}
