using System.Text.RegularExpressions;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>The hosts between which code chooses, and the name that they share as versions of one service.</summary>
internal sealed class SplitTargets
{
    private static readonly Regex Version = new("-(v?[0-9]+|blue|green|canary|stable|preview|primary|baseline|old|new)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private readonly IReadOnlyList<ServiceName> _names;

    /// <param name="targets">The hosts with commas between; what is no host is left out.</param>
    /// <param name="callerNamespace">The namespace of the caller; null where nobody says.</param>
    public SplitTargets(string targets, string? callerNamespace)
    {
        ServiceName[] named = [.. targets.Split(',').Select(host => ServiceName.InCall(host, callerNamespace)).OfType<ServiceName>()];
        ServiceName[] bases = [.. named.Select(static name => name with { Name = Version.Replace(name.Name, "") }).Distinct()];
        _names = bases.Length == 1 ? [.. named.Concat(bases).Distinct()] : named;
        Hosts = [.. named.Select(static name => name.Name)];
    }

    /// <summary>The hosts in their order.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Whether a host of a rule is one of them, or what they are versions of.</summary>
    public bool Has(Field<string> host, Field<string> ruleNamespace)
        => host.IsKnown && !ruleNamespace.IsUnknown && ServiceName.InRule(host.Value!, ruleNamespace.Value) is var rule && _names.Any(name => name.Is(rule) >= Certainty.Assumed);

    /// <summary>Whether an object bears the name of one of them, or of what they are versions of.</summary>
    public bool Has(KubernetesResource resource, Field<ObjectReference> reference)
        => reference.Value is { } target && Has(target.Name, resource.Namespace);
}
