using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>One way in which a call of the code reaches its callee.</summary>
/// <param name="From">Who calls.</param>
/// <param name="Protocol">How.</param>
/// <param name="To">Who is called.</param>
/// <param name="Evidence">What shows it.</param>
internal sealed record ResolvedCall(ServiceNode From, CallProtocol Protocol, Target To, CallEvidence Evidence)
{
    /// <summary>The address; null where another name leads to the callee.</summary>
    public ShownAddress? Address { get; init; }

    /// <summary>The set of manifests in which the address holds; null for all.</summary>
    public FactSet? Set { get; init; }
}
