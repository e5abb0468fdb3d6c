using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>Files of a checkout that is nowhere on disk.</summary>
internal sealed class Folder
{
    private readonly List<ManifestFile> _files = [];
    private readonly List<EnvironmentFile> _declared = [];

    public Folder With(string path, string text)
    {
        if (EnvironmentFile.IsPath(path))
            _declared.Add(EnvironmentReader.Read(path, text));
        else
            _files.Add(ManifestReader.Read(path, text));
        return this;
    }

    /// <summary>A Deployment of one container.</summary>
    public Folder WithWorkload(string path, string name = "orders", string pod = "", string metadata = "")
        => With(path, Workload(name, pod, metadata));

    public static string Workload(string name, string pod = "", string metadata = "") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
          {{metadata}}
        spec:
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec:
              terminationGracePeriodSeconds: 60
              {{pod}}
              containers:
              - name: {{name}}
                image: registry.example/shop/{{name}}:1
                env:
                - { name: COLOR, value: red }
                - { name: SIZE, value: big }
        """;

    public FactSets Sets(bool complete = false, params string[] folders) => FactSets.Create(_files, complete, _declared, new DeclaredPlaces(folders, new Dictionary<string, string>()));

    /// <summary>The Deployment of that name in the set of that name.</summary>
    public KubernetesResource Find(string set, string name = "orders")
        => Sets().Sets.Single(s => s.Name == set).Model.Resources.Single(r => r.Kind == "Deployment" && r.Name == name);
}
