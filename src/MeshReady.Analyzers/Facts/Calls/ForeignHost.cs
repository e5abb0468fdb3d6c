using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>
/// A Host that the mesh does not know: Istio's sidecar routes by port and Host, takes the request for one to the outside, and passes it on to
/// the address that was dialled.
/// </summary>
internal static class ForeignHost
{
    /// <summary>The mistake in each placement in which it holds. Only of a complete set is it sure that nothing declares the host.</summary>
    public static IEnumerable<Holding> Judge(HostOverride given)
    {
        foreach (var call in given.Calls)
        {
            var placement = call.Placement;
            if (call.Governance != Governance.Yes || placement.Mesh is not { Mesh: "istio", IsAmbient: false }
                || call.Service is not { Verdict: ServiceVerdict.Found, IsPod: false, Services: [var service, ..] } answer || !answer.ExternalName.IsAbsent
                || placement.Model.Services.PortOf(service, call.Port) is not { } port || PortProtocol.Of(port) is PortProtocol.Unknown || PortProtocol.Of(port).IsHttp == false
                || IsKnown(placement.Model, call, given.Host))
            {
                continue;
            }

            yield return new Holding(
                placement,
                service.Path,
                service.Line,
                placement.Set.IsComplete ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                given.Shown,
                service.Name,
                Agreements.Display(service.Path, service.Line))
            {
                Also = [.. given.Source is { Path.Length: > 0 } source ? [source] : Array.Empty<(string, int)>(), .. AddressNote.PlaceOf(call)],
            };
        }
    }

    /// <summary>Whether a Service, a ServiceEntry or a route of the mesh has the host. Which host a caller sends is open: any name from outside may be it.</summary>
    private static bool IsKnown(DeploymentModel model, MeshedCall call, string? host)
    {
        if (host is not null)
        {
            var other = call.Call with { Host = host };
            return model.Services.Find(other).Verdict != ServiceVerdict.Absent || model.Router.Find(other).Verdict != RouteVerdict.None;
        }

        return model.Resources.Any(resource => resource.Spec switch
        {
            ServiceEntrySpec => true,
            VirtualServiceSpec rule => rule.ActsInMesh != false && (!rule.Hosts.IsComplete || rule.Hosts.Any(name => IsFromOutside(model, name.Value ?? "*"))),
            _ => false,
        });
    }

    // A partial name such as catalog.shop is no Service's in a rule, and nobody outside calls by it.
    private static bool IsFromOutside(DeploymentModel model, string host)
        => ServiceName.InRule(host, ruleNamespace: null) is { IsService: false } && model.Services.Find(new MeshCall(host)).Verdict != ServiceVerdict.Found;
}
