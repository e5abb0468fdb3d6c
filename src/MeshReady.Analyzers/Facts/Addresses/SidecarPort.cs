using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Whose port on loopback an address is.</summary>
internal enum PortOwner
{
    Dapr,
    Istio,
    Linkerd,
    Consul,
}

/// <summary>A port of a proxy or agent beside the code, by what is known of both.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Severity">How grave it is to call it there.</param>
/// <param name="Harm">What harms, for a message.</param>
/// <param name="Advice">What to do instead, for a message.</param>
internal sealed record SidecarPort(PortOwner Owner, DiagnosticSeverity Severity, string Harm, string Advice)
{
    private const string Internals = "an inner port of {0}, which moves with its version and is not there in every mode";

    /// <summary>The ports that Istio's proxy takes in a pod.</summary>
    public static bool IsIstio(int port) => port is 15000 or 15001 or 15004 or 15006 or 15008 or 15020 or 15021 or 15053 or 15090;

    /// <summary>The port in an address of loopback; null where it is nobody's, or where nothing says that it is not somebody else's.</summary>
    public static SidecarPort? Of(RuleContext context, CompiledAddress compiled)
    {
        if (compiled.Address.Port is not { } port || context.Project.Hosts.Classify(compiled.Address.Host) != HostClass.Loopback)
            return null;

        var text = compiled.Value.Text!;
        switch (port)
        {
            case 3500 or 3501 or 50001 or 50002 when compiled.Sink?.Family == SinkFamily.Dapr || text.Contains("/v1.0") || UsesDapr(context):
                return new(PortOwner.Dapr, DiagnosticSeverity.Info, "the port of Dapr's sidecar, which listens elsewhere where two run on a machine or an annotation says so", port >= 50001 ? "read DAPR_GRPC_PORT, as the SDK does by itself" : "read DAPR_HTTP_PORT, as the SDK does by itself");
            case 8500 or 8501 or 8502 when IsConsul(compiled) && ContainerFacts.Of(context) is not ContainerEvidence.None and var evidence && context.Mesh.Mesh != "consul":
                return new(PortOwner.Consul, evidence >= ContainerEvidence.Kubernetes ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, "the port of a Consul agent on this machine, and in a container nobody listens there", "read the agent's address from configuration");
            case 4140 or 4143 or 4191:
                return OfProxy(PortOwner.Linkerd, "Linkerd's proxy", text);
            case var number when IsIstio(number):
                return OfProxy(PortOwner.Istio, "Istio's proxy", text);
            default:
                return null;
        }
    }

    /// <summary>Whether MSA0107 speaks of an address of the code, so that MSA0101 is silent: the port is not to be read from configuration, but not to be called.</summary>
    public static bool SpeakOf(RuleContext context, CompiledAddress compiled) => context.IsEnabled("MSA0107") && Of(context, compiled) is not null;

    // Before Kubernetes had sidecars of its own, a job could not end, nor wait for the network, without asking the proxy.
    private static SidecarPort OfProxy(PortOwner owner, string name, string text)
        => text.Contains("quitquitquit") || text.EndsWith("/shutdown", StringComparison.Ordinal) ? new(owner, DiagnosticSeverity.Info, $"how a job ends {name}, which a native sidecar needs no more", "run the proxy as a native sidecar (Kubernetes 1.29)")
            : text.Contains("healthz/ready") || text.EndsWith("/ready", StringComparison.Ordinal) ? new(owner, DiagnosticSeverity.Info, $"how a program waits for {name}, which a native sidecar needs no more", "run the proxy as a native sidecar, or hold the application until it is ready")
            : new(owner, DiagnosticSeverity.Warning, string.Format(System.Globalization.CultureInfo.InvariantCulture, Internals, name), "call the service by its name, and leave the proxy to those who run the mesh");

    private static bool IsConsul(CompiledAddress compiled)
        => compiled.Sink is null || compiled.Value.Text!.Contains("/v1/");

    private static bool UsesDapr(RuleContext context)
        => context.Facts.Compilation.ReferencedAssemblyNames.Any(static reference => reference.Name.StartsWith("Dapr.", StringComparison.Ordinal))
            || context.Placements.Any(static placement => placement.Variants.Any(static variant => variant.PodTemplate!.Annotations["dapr.io/enabled"] is { IsAbsent: false }));
}
