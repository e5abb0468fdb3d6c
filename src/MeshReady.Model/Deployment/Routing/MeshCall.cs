namespace MeshReady.Model.Deployment;

/// <summary>A call as far as the code tells; what it does not tell is null.</summary>
/// <param name="Host">The host of the address, without a port.</param>
public sealed record MeshCall(string Host)
{
    /// <summary>The port; that of the scheme must be filled in by whoever knows the scheme.</summary>
    public int? Port { get; init; }

    /// <summary>The namespace of the caller's workload.</summary>
    public string? CallerNamespace { get; init; }

    /// <summary>The labels of the caller's pods.</summary>
    public FieldMap? CallerLabels { get; init; }

    /// <summary>The method, in upper case.</summary>
    public string? Method { get; init; }

    /// <summary>The path, with its leading slash and without the query.</summary>
    public string? Path { get; init; }
}
