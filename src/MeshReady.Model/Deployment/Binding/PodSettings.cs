namespace MeshReady.Model.Deployment;

/// <summary>A configuration value as a pod gets it.</summary>
/// <param name="Value">The value; it may be secret, and messages show no more of it than host and port.</param>
/// <param name="Path">The file in which it stands.</param>
/// <param name="Line">The line (1-based) on which it stands.</param>
public sealed record ConfiguredValue(Field<string> Value, string Path, int Line)
{
    /// <summary>No source that was read gives a value, and there can be no other source.</summary>
    public static ConfiguredValue Absent { get; } = new(default, "", 0);

    /// <summary>The value comes, or may come, from something that was not read.</summary>
    public static ConfiguredValue Unknown { get; } = new(Field.Unknown<string>(0), "", 0);

    /// <summary>The place alone.</summary>
    public override string ToString() => $"{Path}:{Line}";
}

/// <summary>
/// Reads configuration as .NET does in a container: <c>appsettings.json</c>, over it <c>appsettings.{Environment}.json</c>, over
/// them the variables of the container, <c>__</c> standing for <c>:</c>. A source of unseen content makes what it could set unknown.
/// </summary>
public sealed class PodSettings
{
    private const string Production = "Production";

    private readonly Container? _container;
    private readonly KubernetesResource? _workload;
    private readonly DeploymentModel? _model;
    private readonly SettingsModel _files;

    /// <summary>The settings of a container.</summary>
    /// <param name="workload">The workload that runs the container; null where none is known, so that the files alone speak.</param>
    /// <param name="container">The container; null where it is not known which one runs the project.</param>
    /// <param name="model">The set of manifests in which ConfigMaps are looked up.</param>
    /// <param name="files">The project's settings files.</param>
    public PodSettings(KubernetesResource? workload, Container? container, DeploymentModel? model, SettingsModel files)
    {
        (_workload, _container, _model, _files) = (workload, container, model, files);
        var named = Variable("ASPNETCORE_ENVIRONMENT");
        Environment = named.Value.IsAbsent ? Variable("DOTNET_ENVIRONMENT").Value : named.Value;
        if (Environment.IsAbsent)
            Environment = Field.Known(Production, 0);
    }

    /// <summary>The name of the host's environment; <c>Production</c> where nothing sets it.</summary>
    public Field<string> Environment { get; }

    /// <summary>The value of a key such as <c>Services:Orders</c>.</summary>
    public ConfiguredValue ValueOf(string key)
    {
        var variable = Variable(key.Replace(":", "__"));
        if (!variable.Value.IsAbsent)
            return variable;

        var found = _files.ValuesOf(key).Where(pair => pair.File.Environment is null || !Environment.IsKnown || string.Equals(pair.File.Environment, Environment.Value, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
            return ConfiguredValue.Absent;

        // With an unknown environment, any of the files may be the last word.
        var (file, value) = found[found.Count - 1];
        if (!Environment.IsKnown && found.Exists(pair => pair.Value.Value != value.Value))
            return ConfiguredValue.Unknown;
        return value.Value is null ? ConfiguredValue.Absent : new(Field.Known(value.Value, value.Line), file.Path, value.Line);
    }

    /// <summary>The value of a variable of the container, without regard to case.</summary>
    public ConfiguredValue Variable(string name)
    {
        if (_container is null || _workload is null)
            return _workload is null ? ConfiguredValue.Absent : ConfiguredValue.Unknown;

        // The last of two equal names counts, and what stands in env comes before envFrom.
        for (var i = _container.Environment.Count - 1; i >= 0; i--)
        {
            var variable = _container.Environment[i];
            if (!string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (variable.Value.IsKnown)
                return new(variable.Value, _workload.Path, variable.Value.Line > 0 ? variable.Value.Line : variable.Line);
            return variable.Source is { Kind.Value: "ConfigMap", Name: { IsKnown: true, Value: { } map }, Key: { IsKnown: true, Value: { } key } } ? InMap(map, key) : ConfiguredValue.Unknown;
        }

        for (var i = _container.EnvironmentFrom.Count - 1; i >= 0; i--)
        {
            var source = _container.EnvironmentFrom[i];
            if (source is not { Kind.Value: "ConfigMap", Name: { IsKnown: true, Value: { } map }, Prefix.IsUnknown: false })
                return ConfiguredValue.Unknown;
            var prefix = source.Prefix.Value ?? "";
            if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var found = InMap(map, name.Substring(prefix.Length));
            if (!found.Value.IsAbsent)
                return found;
        }

        return _container.EnvironmentFrom.Count == 0 && !_container.HasWholeEnvironment || !_container.EnvironmentFrom.IsComplete ? ConfiguredValue.Unknown : ConfiguredValue.Absent;
    }

    private ConfiguredValue InMap(string name, string key)
    {
        var maps = (_model?.ConfigMaps[name] ?? []).Where(resource
            => ServiceName.SameNamespace(resource.Namespace.Value, _workload!.Namespace.Value) >= Certainty.Assumed).ToList();
        if (maps.Count == 0)
            return ConfiguredValue.Unknown;

        ConfiguredValue? first = null;
        foreach (var map in maps)
        {
            var data = ((ConfigMapSpec)map.Spec!).Data;
            var entry = data.Entries.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase));
            var value = entry.Key is null ? data[key] : entry.Value;
            if (value.IsUnknown || first is not null && (first.Value.State, first.Value.Value) != (value.State, value.Value))
                return ConfiguredValue.Unknown;
            first ??= value.IsAbsent ? ConfiguredValue.Absent : new(value, map.Path, value.Line);
        }

        return first!;
    }
}
