namespace MeshReady.Model.Deployment;

/// <summary>
/// The manifests of one place: a declared environment, a Kustomize overlay or base, a chart, or the plain files. What stands
/// in one set says nothing about another.
/// </summary>
/// <param name="Name">How messages call it: the environment's name, else its folder; empty for the plain files.</param>
/// <param name="Environment">The name of the environment where one is declared; otherwise null.</param>
/// <param name="IsProduction">Whether it may be production: declared so, or not declared to be anything else.</param>
/// <param name="IsComplete">Whether the set is declared to be all that runs there, so that what is absent from it does not exist.</param>
/// <param name="Cluster">The cluster that is declared; otherwise null.</param>
/// <param name="Model">What the manifests of the set say.</param>
public sealed record FactSet(string Name, string? Environment, bool IsProduction, bool IsComplete, string? Cluster, DeploymentModel Model);
