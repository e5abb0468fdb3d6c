namespace MeshReady.Model.Deployment;

/// <summary>The routes of one resource, and for which calls they are looked at.</summary>
internal sealed class RouteTable
{
    private readonly Func<MeshCall, (Certainty Certainty, int Rank)> _fit;

    internal RouteTable(KubernetesResource resource, IReadOnlyList<MeshRoute> routes, bool isComplete, Func<MeshCall, (Certainty Certainty, int Rank)> fit)
    {
        Resource = resource;
        Routes = routes;
        IsComplete = isComplete;
        _fit = fit;
    }

    public KubernetesResource Resource { get; }

    /// <summary>The hosts that the resource is about; null where it may be about any.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    public IReadOnlyList<MeshRoute> Routes { get; }

    /// <summary>Whether there can be no other routes between or before these.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether the caller's proxy looks at these routes for the call's host.</summary>
    public (Certainty Certainty, int Rank) Fit(MeshCall call) => _fit(call);

    /// <summary>The routes of a resource, or null where it has none that sidecars may see.</summary>
    public static RouteTable? Of(KubernetesResource resource, MeshDefaults defaults) => resource.Spec switch
    {
        VirtualServiceSpec service => Of(resource, service, defaults),
        GatewayRouteSpec route => GatewayRouteTable.Of(resource, route),
        _ => null,
    };

    private static RouteTable? Of(KubernetesResource resource, VirtualServiceSpec service, MeshDefaults defaults)
    {
        if (service.ActsInMesh == false || service.Hosts.IsEmpty || service.Http.IsEmpty)
            return null;
        var routes = service.Http.Select(route => new MeshRoute(
            resource, route.Line, route.Matches, route.Destinations, route.Timeout, route.Retries,
            IsOpen: !route.Delegate.IsAbsent)).ToArray();
        return new(resource, routes, service.Http.IsComplete, call => Fit(resource, service, defaults, call))
        {
            Hosts = service.Hosts.IsComplete ? [.. service.Hosts.Select(static host => host.Value!)] : null,
        };
    }

    private static (Certainty Certainty, int Rank) Fit(KubernetesResource resource, VirtualServiceSpec service, MeshDefaults defaults, MeshCall call)
    {
        // A namespace that is written and cannot be read is no absent one.
        var space = resource.Namespace.Value;
        var best = (Certainty: service.Hosts.IsComplete ? Certainty.No : Certainty.Possible, Rank: 0);
        foreach (var host in service.Hosts)
        {
            var fit = HostMatch.Of(call, host.Value!, space);
            if (fit.Certainty == Certainty.Assumed && resource.Namespace.IsUnknown)
                fit.Certainty = Certainty.Possible;
            if (fit.Certainty > best.Certainty || fit.Certainty == best.Certainty && fit.Rank > best.Rank)
                best = fit;
        }

        var seen = HostMatch.IsExported(service.ExportTo, defaults.VirtualServiceExportTo, space, call.CallerNamespace);
        if (service.ActsInMesh is null)
            seen = seen == Certainty.No ? seen : Certainty.Possible;
        return seen < best.Certainty ? (seen, best.Rank) : best;
    }
}
