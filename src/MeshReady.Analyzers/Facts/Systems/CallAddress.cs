using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Addresses;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Writes what the code says of an address into the fact of a call: hosts, ports and key names, and nothing that could be secret.</summary>
internal static class CallAddress
{
    /// <summary>The fact with the address.</summary>
    /// <param name="fact">The call.</param>
    /// <param name="value">What the code says.</param>
    /// <param name="key">The key that decides, where it is known although <paramref name="value"/> does not know it.</param>
    public static CallFact To(this CallFact fact, AddressValue value, string? key = null)
    {
        // What discovery is asked for says more than what is taken where it does not answer.
        var address = value.LogicalHost is null && value.Kind is (AddressKind.Constant or AddressKind.Fallback) ? value.Address : null;
        var isKeyed = value.Kind is (AddressKind.Configuration or AddressKind.Fallback) && (value.Key ?? key) is not null;
        return fact with
        {
            Scheme = address?.Scheme ?? SchemeOf(value.Prefix),
            Host = address is null ? value.LogicalHost : address.Host,
            Port = address?.Port,
            Key = isKeyed ? value.Key ?? key : null,
            IsEnvironment = isKeyed && value.IsEnvironment,
            Prefix = isKeyed ? PlainText.Prefix(value.Prefix) : null,
            Suffix = isKeyed ? PlainText.Suffix(value.Suffix) : null,
        };
    }

    /// <summary>Whether the value can be called: a host in code, or a setting that holds one.</summary>
    public static bool IsCallable(AddressValue value, ProjectContext project) => value.Kind switch
    {
        AddressKind.Constant => value.Address is { } address && IsCallable(address, project),
        AddressKind.Fallback => value.Key is not null || value.Address is { } missing && IsCallable(missing, project),
        AddressKind.Configuration => true,
        _ => false,
    };

    /// <summary>Whether a host can be called from elsewhere: no wildcard, no name of a schema, no metadata of a cloud, no agent of the own pod.</summary>
    public static bool IsCallable(ServiceAddress address, ProjectContext project)
        => project.Hosts.Classify(address.Host) is not (HostClass.Unknown or HostClass.Identifier or HostClass.Metadata) and var host && !EndpointFilter.IsLocalAgent(address, host);

    private static string? SchemeOf(string? prefix)
    {
        var end = prefix?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        return end > 0 && prefix!.Take(end).All(static c => char.IsLetter(c) || c == '+' || c == '.') ? prefix!.Substring(0, end).ToLowerInvariant() : null;
    }
}
