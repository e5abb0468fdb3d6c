namespace MeshReady.Model.Deployment;

/// <summary>Where the facts of a set come from.</summary>
public enum FactSetKind
{
    /// <summary>Manifests that are applied as they stand.</summary>
    Plain,

    /// <summary>What a kustomization that nothing else refers to builds.</summary>
    Overlay,

    /// <summary>A kustomization that others build upon: nothing in it is final, and what it does not say is unknown.</summary>
    Base,

    /// <summary>A Helm chart as it stands, without values: what it does not say is unknown.</summary>
    Chart,

    /// <summary>An environment that <c>meshready.json</c> declares.</summary>
    Declared,
}

/// <summary>
/// The manifests of one place: a declared environment, a Kustomize overlay or base, a chart, or the plain files. What stands
/// in one set says nothing about another.
/// </summary>
/// <param name="Name">How messages call it: the environment's name, else its folder as seen from the root; empty for the plain files.</param>
/// <param name="Environment">The name of the environment where one is declared; otherwise null.</param>
/// <param name="IsProduction">Whether it may be production: declared so, or neither declared nor named (<c>dev</c>, <c>test</c>, <c>staging</c>, …) to be anything else.</param>
/// <param name="IsComplete">Whether the set is declared to be all that runs there, and all that it refers to was read, so that what is absent from it does not exist.</param>
/// <param name="Cluster">The cluster as declared, or as an Argo CD Application names it; otherwise null.</param>
/// <param name="Model">What the manifests of the set say, with everything applied that changes them on their way to the cluster.</param>
public sealed record FactSet(string Name, string? Environment, bool IsProduction, bool IsComplete, string? Cluster, DeploymentModel Model)
{
    /// <summary>Where the facts come from.</summary>
    public FactSetKind Kind { get; init; }

    /// <summary>The namespaces that the environment is declared for; all where empty.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Whether a missing object of a namespace means that there is none; a namespace of null is unknown.</summary>
    public bool IsCompleteFor(string? name)
        => IsComplete && (Namespaces.Count == 0 || name is not null && Namespaces.Contains(name, StringComparer.Ordinal));

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Name}{(IsComplete ? ", complete" : "")}";
}

/// <summary>Tells production from the rest by name, where nobody declares it.</summary>
public static class ProductionName
{
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "dev", "devel", "develop", "development", "test", "tests", "testing", "qa", "e2e", "ci", "int", "integration", "uat", "acceptance",
        "stage", "staging", "stg", "preprod", "preview", "sandbox", "local", "localhost", "minikube", "kind", "k3d", "load", "perf",
    };

    /// <summary>Whether nothing in the name of an environment, a folder or a namespace says that it is anything else.</summary>
    public static bool IsOf(string name)
        => !name.Split('-', '_', '.', ' ', '/').Any(word => Others.Contains(word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) || Others.Contains(word));
}
