using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>
/// A VirtualService that is evidently meant for the called Service, says something worth missing, and does not act on the call: by the name
/// under which it stands, by its gateways, or by who may see it.
/// </summary>
internal static class UnseenRoute
{
    /// <summary>The mistake in one placement, once for each VirtualService.</summary>
    public static IEnumerable<Holding> Judge(AddressedCall address, MeshedCall call)
    {
        if (call.Governance == Governance.No || call.Placement.Mesh is { State: MeshState.Meshed, Mesh: not "istio" } || call.Route.Verdict != RouteVerdict.None
            || call.Service is not { Verdict: ServiceVerdict.Found, IsPod: false, Services: { Count: > 0 } services } answer || !answer.ExternalName.IsAbsent
            || services.Any(service => call.Placement.Model.Services.PortOf(service, call.Port) is not { } port || PortProtocol.Of(port).IsHttp == false))
        {
            yield break;
        }

        foreach (var miss in RouteMiss.Among(call.Placement.Model, call.Call, services[0]))
        {
            if (PolicyOf(miss.Rule) is not { } policy)
                continue;

            // Who hides a rule from other namespaces may mean it.
            var isSure = call.Governance == Governance.Yes && miss.Kind != RouteMissKind.NotExported;
            var line = miss.Line > 0 ? miss.Line : miss.Resource.Line;
            yield return new Holding(
                call.Placement,
                miss.Resource.Path,
                line,
                isSure ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                miss.Resource.Name,
                Agreements.Display(miss.Resource.Path, line),
                call.Address.Display,
                ReasonOf(miss, call),
                policy,
                AddressNote.SourceOf(address, call))
            {
                Also = AddressNote.PlaceOf(call),
                Properties = ChangeFor(miss),
            };
        }
    }

    /// <summary>What of the rule the call goes without; null where that is nothing but the way to the Service itself.</summary>
    private static string? PolicyOf(VirtualServiceSpec rule)
    {
        List<string> parts = [];
        if (rule.Http.Any(static route => route.Timeout.IsKnown))
            parts.Add("timeout");
        if (rule.Http.Any(static route => route.Retries.IsKnown))
            parts.Add("retries");
        if (rule.Http.Any(static route => route.Fault.IsKnown))
            parts.Add("faults");
        if (rule.Http.Any(static route => route.Destinations.Count > 1))
            parts.Add("weights");
        else if (rule.Http.Any(static route => route.Matches.Count > 0))
            parts.Add("matches");
        if (parts.Count == 0 && rule.Http.Any(static route => route.Destinations.Any(static destination => destination.Subset.IsKnown)))
            parts.Add("subsets");
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            var count => string.Join(", ", parts.Take(count - 1)) + " and " + parts[count - 1],
        };
    }

    private static string ReasonOf(RouteMiss miss, MeshedCall call) => miss.Kind switch
    {
        RouteMissKind.GatewaysOnly => $"its gateways are {string.Join(" and ", miss.Rule.Gateways.Select(static gateway => $"'{gateway.Value}'"))} and not 'mesh'",
        RouteMissKind.PartialName => $"its host '{miss.Host}' has a dot and is taken literally, and the Service is '{miss.Meant}'",
        RouteMissKind.OtherNamespace => $"its host '{miss.Host}' means a Service of namespace '{miss.Resource.Namespace.Value}', and the Service is '{miss.Meant}'",
        _ => $"its exportTo ({string.Join(", ", miss.Rule.ExportTo.Select(static target => $"'{target.Value}'"))}) hides it from namespace '{call.Call.CallerNamespace}'",
    };

    /// <summary>The gateway or host that belongs there, and with the host the destinations that are as short and as wrong; none where hiding may be meant.</summary>
    private static ImmutableDictionary<string, string?> ChangeFor(RouteMiss miss)
    {
        var none = ImmutableDictionary<string, string?>.Empty;
        if (miss.Kind == RouteMissKind.NotExported || miss.Meant is null && (miss.IsLiteral || miss.Kind == RouteMissKind.OtherNamespace))
            return none;

        List<ManifestEdit> edits = [];
        if (miss.Kind == RouteMissKind.GatewaysOnly)
            edits.Add(ManifestEdit.Insert(miss.Resource, "spec.gateways", VirtualServiceSpec.MeshGateway));
        if (miss.IsLiteral || miss.Kind == RouteMissKind.OtherNamespace)
            edits.Add(ManifestEdit.Set(miss.Resource, $"spec.hosts[{Text(miss.Index)}]", miss.Meant!));
        if (miss.Kind == RouteMissKind.OtherNamespace)
            edits.AddRange(ShortDestinations(miss));
        return ManifestEdits.Add(none, miss.Kind == RouteMissKind.GatewaysOnly ? "Let the VirtualService act in sidecars (gateways: mesh)" : $"Name the Service in full ({miss.Meant})", edits);
    }

    private static IEnumerable<ManifestEdit> ShortDestinations(RouteMiss miss)
    {
        for (var i = 0; i < miss.Rule.Http.Count; i++)
        {
            var destinations = miss.Rule.Http[i].Destinations;
            for (var j = 0; j < destinations.Count; j++)
            {
                if (destinations[j].Host.Value is { } host && host.IndexOf('.') < 0)
                    yield return ManifestEdit.Set(miss.Resource, $"spec.http[{Text(i)}].route[{Text(j)}].destination.host", miss.Meant!);
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
