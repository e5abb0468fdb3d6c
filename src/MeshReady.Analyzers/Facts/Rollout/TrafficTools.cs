using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>What the platform of a project offers in place of routing code, for messages.</summary>
internal static class TrafficTools
{
    /// <summary>What shares requests out by weight.</summary>
    public static string Weights(MeshVerdict mesh) => mesh switch
    {
        { State: MeshState.Meshed, Mesh: "istio" } => "a VirtualService with weights",
        { State: MeshState.Meshed, Mesh: "linkerd" } => "an HTTPRoute with weights",
        { State: MeshState.None } => "a Rollout's replicas or the weights of an HTTPRoute at the gateway",
        _ => "a weighted route (VirtualService, HTTPRoute, Argo Rollouts, Flagger)",
    };

    /// <summary>What chooses by a header.</summary>
    public static string Match(MeshVerdict mesh) => mesh switch
    {
        { State: MeshState.Meshed, Mesh: "istio" } => "a VirtualService that matches the header",
        { State: MeshState.Meshed, Mesh: "linkerd" } => "an HTTPRoute that matches the header",
        _ => "a route that matches the header (VirtualService, HTTPRoute)",
    };

    /// <summary>What leads requests to another cluster when one fails.</summary>
    public static string Failover(MeshVerdict mesh) => mesh switch
    {
        { State: MeshState.Meshed, Mesh: "istio" } => "Istio's locality failover with outlier detection",
        { State: MeshState.Meshed, Mesh: "linkerd" } => "Linkerd's multi-cluster mirrors behind one HTTPRoute",
        _ => "a multi-cluster mesh (locality failover, east-west gateway) or a global load balancer",
    };
}
