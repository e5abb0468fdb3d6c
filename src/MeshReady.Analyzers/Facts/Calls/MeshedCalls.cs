using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>Brings an address of the code together with the manifests of each placement.</summary>
internal static class MeshedCalls
{
    /// <summary>The call in every placement in which its address is known; where it is not, the placement is left out.</summary>
    /// <param name="context">The document at hand.</param>
    /// <param name="address">What the code says of the address.</param>
    /// <param name="method">The method in upper case; null where not known.</param>
    /// <param name="path">The path with its leading slash; null where not known.</param>
    public static IReadOnlyList<MeshedCall> Of(RuleContext context, AddressValue address, string? method = null, string? path = null)
    {
        if (address.Kind == AddressKind.Unknown || context.Placements.Count == 0)
            return [];

        var calls = new List<MeshedCall>();
        foreach (var placement in context.Placements)
        {
            if (AddressIn(placement, context.Project, address) is var (known, source))
                calls.Add(new MeshedCall(placement, known, source, method, path));
        }

        return calls;
    }

    /// <summary>The address that the project gets in a placement, with the setting that holds it; null where it is not known.</summary>
    public static (ServiceAddress Address, ConfiguredValue? Source)? AddressIn(Placement placement, ProjectContext project, AddressValue address)
    {
        if (address.Kind == AddressKind.Constant)
            return address.Address is { } constant ? (constant, null) : null;
        if (address.Key is null || address.IsOfUnknownSource)
            return null;

        var value = placement.ValueOf(address.Key, project.Values, address.IsEnvironment);
        if (value.Value.IsUnknown)
            return null;
        if (value.Value.IsKnown)
        {
            if (address.IsComposed && address.Prefix is null)
                return null;
            return ServiceAddress.TryParse(address.Prefix + value.Value.Value + address.Suffix) is { } configured ? (configured, value) : null;
        }

        // The value is surely missing: what the code takes instead counts, or the name that discovery resolves.
        if (address.LogicalHost is { } logical)
            return ServiceAddress.TryParse("http://" + logical) is { } discovered ? (discovered, null) : null;
        return address.Kind == AddressKind.Fallback && placement.IsBound && address.Address is { } missing ? (missing, null) : null;
    }
}
