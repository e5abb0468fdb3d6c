namespace MeshReady.Model.Deployment;

/// <summary>What a resource says beyond its name and pods; one record for each kind that rules ask about.</summary>
public abstract record ResourceSpec;
