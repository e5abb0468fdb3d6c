using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers;

/// <summary>What is known around the code of one project: its settings, its hosts, its manifests and the mesh of its workload.</summary>
internal sealed class ProjectContext
{
    private static readonly ConditionalWeakTable<AnalyzerOptions, ProjectContext> Cache = new();

    // Every document of the project asks, and the answer is the same.
    private readonly ConcurrentDictionary<string, MeshVerdict> _meshes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<Placement>> _placements = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProjectIdentity> _identities = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<Workload>> _rivals = new(StringComparer.Ordinal);
    private readonly Lazy<FactSets> _sets;
    private readonly Lazy<IReadOnlyList<EnvironmentFile>> _environments;
    private readonly Lazy<SettingsModel> _values;
    private readonly Lazy<HostClassifier> _hosts;

    // No cancellation token in a Lazy: it would remember the cancellation.
    private ProjectContext(AnalyzerOptions options)
    {
        Settings = MeshSettings.For(options);
        _sets = new(() => Manifests.SetsOf(options.AdditionalFiles, Settings.IsComplete, Settings.Places));
        _environments = new(() => Manifests.EnvironmentsIn(options.AdditionalFiles));
        _values = new(() => SettingsModel.Create(Manifests.SettingsIn(options.AdditionalFiles)));
        _hosts = new(() => new HostClassifier(Settings.InternalHosts, Settings.ExternalHosts, Settings.ExcludeHosts, Deployment.Namespaces));
    }

    public MeshSettings Settings { get; }

    /// <summary>Tells services from the outside world.</summary>
    public HostClassifier Hosts => _hosts.Value;

    /// <summary>What all manifests say together; facts of one place stand in <see cref="PlacementsOf"/>.</summary>
    public DeploymentModel Deployment => _sets.Value.All;

    /// <summary>The manifests, parted by place.</summary>
    public FactSets Sets => _sets.Value;

    /// <summary>The <c>meshready.json</c> files, and what of their environments could not be followed.</summary>
    public (IReadOnlyList<EnvironmentFile> Files, IReadOnlyList<EnvironmentNote> Notes) Environments => (_environments.Value, _sets.Value.Notes);

    /// <summary>The project's appsettings files.</summary>
    public SettingsModel Values => _values.Value;

    public static ProjectContext For(AnalyzerOptions options) => Cache.GetValue(options, static o => new ProjectContext(o));

    /// <summary>Whether the workload of this project has a sidecar.</summary>
    public MeshVerdict MeshOf(CodeFacts facts) => _meshes.GetOrAdd(facts.Compilation.AssemblyName ?? "", JudgeMesh);

    private MeshVerdict JudgeMesh(string assembly) => Settings.ToldMesh ?? Deployment.MeshOf(Deployment.Bind(IdentityOf(assembly)));

    /// <summary>The project in each set of manifests, as <see cref="Placement.Of"/> says.</summary>
    public IReadOnlyList<Placement> PlacementsOf(CodeFacts facts)
        => _placements.GetOrAdd(facts.Compilation.AssemblyName ?? "", assembly => Placement.Of(_sets.Value, IdentityOf(assembly), Settings));

    /// <summary>The workloads of which any may be the project's; none where one is chosen or nothing matches.</summary>
    public IReadOnlyList<Workload> RivalsOf(CodeFacts facts) => _rivals.GetOrAdd(facts.Compilation.AssemblyName ?? "", FindRivals);

    private IReadOnlyList<Workload> FindRivals(string assembly)
    {
        var project = IdentityOf(assembly);
        return [.. _sets.Value.Sets.Select(set => set.Model.Bind(project)).OfType<Binding.Rivals>().SelectMany(static rivals => rivals.Workloads)
            .GroupBy(static workload => (workload.Kind, workload.Namespace, workload.Name)).Select(static group => group.First())];
    }

    /// <summary>What the project says of itself.</summary>
    public ProjectIdentity IdentityOf(CodeFacts facts) => IdentityOf(facts.Compilation.AssemblyName ?? "");

    private ProjectIdentity IdentityOf(string assembly) => _identities.GetOrAdd(assembly, Identify);

    private ProjectIdentity Identify(string assembly)
    {
        var images = new[] { Settings.Property("ContainerRepository"), Settings.Property("ContainerImageName") }.OfType<string>().ToArray();
        var identity = new ProjectIdentity(Settings.Property("MSBuildProjectName") ?? assembly, assembly, Settings.MeshWorkload, images)
        {
            ProjectDirectory = Settings.Property("MSBuildProjectDirectory"),
            IsLibrary = string.Equals(Settings.Property("OutputType"), "Library", StringComparison.OrdinalIgnoreCase),
        };

        // What Compose or Skaffold build stands beside the manifests of a cluster, in a set of its own.
        return identity with { ImageNames = [.. images, .. Deployment.Builds.ImagesOf(identity)] };
    }

    /// <summary>What the user says of addresses such as <c>http://orders</c> in this file: <c>allow</c>, <c>suggest</c>, <c>warn</c> or nothing.</summary>
    public string? LogicalNames(AnalyzerConfigOptions document)
        => document.TryGetValue("meshready.logical_names", out var value) ? value.Trim().ToLowerInvariant() : null;

    /// <summary>Whether something is known to resolve a bare service name: a mesh, a cluster, service discovery.</summary>
    public bool ResolvesLogicalNames(CodeFacts facts)
        => Settings.Mesh is not ("" or "none") || facts.HasServiceDiscovery || Deployment.HasManifests;

    /// <summary>Whether an address leads to another service: by its own host, or by the values of its configuration key.</summary>
    public bool IsService(AddressValue address) => address.Kind switch
    {
        AddressKind.Constant or AddressKind.Fallback => address.Address is { } known ? Hosts.IsService(Hosts.Classify(known.Host)) || IsDiscovered(known) : address.Kind == AddressKind.Fallback,
        AddressKind.Configuration => !IsExternalKey(address.Key),
        _ => false,
    };

    /// <summary>
    /// The route of the mesh that acts on a call to this address. Null where there is none, and where several routes of
    /// the host differ: which of them serves the call depends on its path.
    /// </summary>
    public MeshRoute? RouteTo(AddressValue address)
    {
        if (HostOf(address) is not { } host)
            return null;
        var routes = Deployment.Router.Find(new MeshCall(host)).Candidates;
        return routes.Count > 0 && routes.All(r => ReferenceEquals(r, routes[0]) ? !r.IsOpen : r.HasPolicyOf(routes[0])) ? routes[0] : null;
    }

    /// <summary>Where a route stands, as an additional location of a finding.</summary>
    public IEnumerable<Location>? LocationOf(MeshRoute? route)
        => route is null ? null : [Agreements.LocationOf(route.Path, route.Line)];

    private string? HostOf(AddressValue address)
    {
        if (address.Kind is AddressKind.Constant)
            return address.Address?.Host;
        if (address.Key is null)
            return null;
        var hosts = Values.ValuesOf(address.Key).Where(static v => v.File.Environment is null or "Production").Select(static v => ServiceAddress.TryParse(v.Value.Value)?.Host).Distinct().ToList();
        return hosts.Count == 1 ? hosts[0] : null;
    }

    /// <summary>The configuration key for an address that leaves the code, and whether the settings files already hold this value under it.</summary>
    /// <param name="text">The address.</param>
    /// <param name="literal">Where it stands: the client around it gives the key its name.</param>
    /// <param name="given">The keys that other addresses of the same document were given; the new one is added.</param>
    public (string Key, bool IsHeld) KeyFor(string text, ExpressionSyntax literal, Dictionary<string, string> given)
    {
        foreach (var file in Values.Files)
        {
            if (file.Environment is not null)
                continue;
            var key = file.Values.Where(v => v.Value.Value == text && !EndpointFilter.IsNotCalled(v.Key)).Select(static v => v.Key).OrderBy(static k => k.Length).ThenBy(static k => k, StringComparer.Ordinal).FirstOrDefault();
            if (key is not null)
                return (key, Values.ValuesOf(key).All(v => v.Value.Value == text));
        }

        foreach (var key in EndpointKeys.Suggest(text, literal))
        {
            if (given.TryGetValue(key, out var other) ? other != text : IsTaken(key) || EndpointKeys.IsReadForAnother(key, text, literal.SyntaxTree))
                continue;
            given[key] = text;
            return (key, false);
        }

        return (EndpointKeys.Suggest(text, literal).First(), false);
    }

    /// <summary>A settings file holds another value under the key, or the key as a section, or a value where its section would stand.</summary>
    private bool IsTaken(string key)
    {
        foreach (var file in Values.Files)
        {
            foreach (var known in file.Values.Keys)
            {
                if (known.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (known.Length == key.Length || known[key.Length] == ':')
                    || key.Length > known.Length && key[known.Length] == ':' && key.StartsWith(known, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(file.Values[known].Value))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsExternalKey(string? key)
        => key is not null && Values.ValuesOf(key).Any(v => ServiceAddress.TryParse(v.Value.Value) is { } value && Hosts.Classify(value.Host) is HostClass.External or HostClass.PublicIp);

    private static bool IsDiscovered(ServiceAddress address) => address.Scheme is "https+http" or "http+https";
}
