using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Tests.Systems;

/// <summary>A system that a test writes down: facts of projects, and manifests as text.</summary>
internal sealed class SyntheticSystem
{
    private readonly List<ProjectFacts> _projects = [];
    private readonly List<ManifestFile> _files = [];

    /// <summary>Where nothing else is said, a fact stands here.</summary>
    public static Place Here { get; } = new("Program.cs", 1);

    /// <summary>Adds a program in <c>src/NAME</c>.</summary>
    public SyntheticSystem Program(string name, Func<ProjectFacts, ProjectFacts>? facts = null) => Add(new(PathOf(name), name, ProjectKind.Service), facts);

    /// <summary>Adds a library in <c>src/NAME</c>.</summary>
    public SyntheticSystem Library(string name, Func<ProjectFacts, ProjectFacts>? facts = null) => Add(new(PathOf(name), name, ProjectKind.Library), facts);

    /// <summary>Adds an AppHost.</summary>
    public SyntheticSystem AppHost(params AspireFact[] resources) => Add(new(PathOf("AppHost"), "AppHost", ProjectKind.AppHost), p => p with { Resources = resources });

    /// <summary>Adds a file of manifests or of Compose.</summary>
    public SyntheticSystem File(string path, string text)
    {
        _files.Add(ManifestReader.Read(path, text));
        return this;
    }

    /// <summary>The graph.</summary>
    public SystemGraph Graph(bool complete = false) => SystemGraphBuilder.Build(_projects, FactSets.Create(_files, complete), new HostClassifier([], [], []));

    /// <summary>The calls as text, <c>a -> b (Http)</c>.</summary>
    public string[] Calls() => [.. Graph().Calls.Select(static call => call.ToString())];

    /// <summary>Where the project file of a program or library stands.</summary>
    public static string PathOf(string name) => $"src/{name}/{name}.csproj";

    /// <summary>A call to the address that a key holds.</summary>
    public static CallFact ByKey(string key, CallProtocol protocol = CallProtocol.Http) => new(protocol, Here) { Key = key };

    /// <summary>A call to a host that the code writes.</summary>
    public static CallFact ByHost(string host, int? port = null, CallProtocol protocol = CallProtocol.Http) => new(protocol, Here) { Scheme = "http", Host = host, Port = port };

    /// <summary>An address in a settings file.</summary>
    public static SettingFact Setting(string key, string host, int? port = null, string? environment = null, string? database = null)
        => new(key, environment, new($"appsettings{(environment is null ? "" : "." + environment)}.json", 1)) { Host = host, Port = port, Database = database };

    /// <summary>A Deployment and the Service of the same name before it.</summary>
    public static string Deployed(string name, string space = "shop", string environment = "", string annotations = "{}") => $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {"{"} name: {name}, namespace: {space} {"}"}
        spec:
          template:
            metadata:
              labels: {"{"} app: {name} {"}"}
              annotations: {annotations}
            spec:
              containers:
              - name: {name}
                image: r.io/{name}:1
                env: [{environment}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {"{"} name: {name}, namespace: {space} {"}"}
        spec:
          selector: {"{"} app: {name} {"}"}
          ports: [{"{"} name: http, port: 80 {"}"}]

        """;

    private SyntheticSystem Add(ProjectFacts project, Func<ProjectFacts, ProjectFacts>? facts)
    {
        _projects.Add(facts is null ? project : facts(project));
        return this;
    }
}
