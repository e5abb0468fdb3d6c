namespace MeshReady.Analyzers.Tests;

/// <summary>Manifests around a call of the test project (assembly <c>TestProject</c>) to a Service.</summary>
internal static class MeshManifests
{
    /// <summary>Declares the manifests to be all that runs.</summary>
    public const string Complete = "build_property.MeshReadyComplete = true";

    /// <summary>The namespace <c>shop</c>, with sidecars.</summary>
    public static (string Name, string Content) Meshed(string name = "shop") => ($"deploy/ns-{name}.yaml", $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {name}, labels: {{ istio-injection: enabled }} }}\n");

    /// <summary>A namespace whose manifest switches nothing on.</summary>
    public static (string Name, string Content) Plain(string name = "shop") => ($"deploy/ns-{name}.yaml", $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {name} }}\n");

    /// <summary>A namespace with any labels.</summary>
    public static (string Name, string Content) Labelled(string labels, string name = "shop") => ($"deploy/ns-{name}.yaml", $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {name}, labels: {{ {labels} }} }}\n");

    /// <summary>The workload of the test project.</summary>
    public static (string Name, string Content) Caller(string space = "shop", string env = "", string annotations = "", string file = "deploy/testproject.yaml") => Workload("testproject", space, env, annotations, file: file);

    /// <summary>A workload with one container and the label <c>app</c>.</summary>
    public static (string Name, string Content) Workload(string name, string space = "shop", string env = "", string annotations = "", string ports = "", string? file = null) => (file ?? $"deploy/{name}.yaml", $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: {{space}} }
        spec:
          template:
            metadata:
              labels: { app: {{name}} }
              annotations: { {{annotations}} }
            spec:
              containers:
                - name: {{name}}
                  image: registry/{{name}}:1
                  env: [ {{env}} ]
                  ports: [ {{ports}} ]
        """);

    /// <summary>A Service that chooses the workload of the same name.</summary>
    public static (string Name, string Content) Service(string ports, string name = "catalog", string? space = "shop", string more = "", string? file = null)
        => (file ?? $"deploy/svc-{name}.yaml", $"apiVersion: v1\nkind: Service\nmetadata: {{ name: {name}{(space is null ? "" : ", namespace: " + space)} }}\nspec:\n  selector: {{ app: {name} }}\n  {more}\n  ports:\n{string.Concat(ports.Split('|').Select(port => $"    - {{ {port.Trim()} }}\n"))}");

    /// <summary>An appsettings.json with one key.</summary>
    public static (string Name, string Content) Settings(string key, string value, string file = "appsettings.json")
        => (file, $"{{\n  \"{key}\": \"{value}\"\n}}\n");

    /// <summary>Any other manifest.</summary>
    public static (string Name, string Content) File(string name, string content) => ("deploy/" + name, content);
}
