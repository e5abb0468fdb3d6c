using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>
/// TLS that the code makes to a name of the cluster through the caller's proxy, where no Service says what its port speaks. Where one does,
/// <see cref="TlsInMesh"/> knows better.
/// </summary>
internal static class HttpsIntoMesh
{
    private const string Bytes = "which sees bytes: no route, retry, L7 authorization or HTTP metric applies";

    /// <summary>The mistake in each placement.</summary>
    public static IReadOnlyList<Holding> Judge(RuleContext context, AddressedCall address)
    {
        // The mend of a fallback takes the address away.
        if (address.Value.Kind == AddressKind.Fallback && context.IsEnabled("MSA0102") && address.Calls.All(static call => call.Source is null))
            return [];
        return [.. address.Calls.Select(call => Judge(context, address, call)).OfType<Holding>()];
    }

    /// <summary>
    /// Whether MSA0302 speaks at a place of the code, and MSA0101, which would speak with this severity, is silent there. The graver of the two
    /// speaks; where they are alike, MSA0302, because its fix leaves the right form.
    /// </summary>
    public static bool SpeaksAt(RuleContext context, SyntaxNode place, DiagnosticSeverity hardCoded)
        => context.IsEnabled("MSA0302") && context.Facts.Addressed.HeldBy(context, place) is { } address && Judge(context, address) is { Count: > 0 } holdings
            && holdings.Max(static holding => holding.EffectiveSeverity) >= hardCoded;

    /// <summary>Whether MSA0101 is a Warning at such an address, so that a remark beside it would be lost on nobody.</summary>
    public static bool IsLeftToHardCoded(RuleContext context, AddressedCall address, IReadOnlyList<Holding> holdings)
        => context.IsEnabled("MSA0101") && address.Value is { Kind: AddressKind.Constant, Address: { Scheme: "https" or "wss" } constant }
            && holdings.All(static holding => holding.EffectiveSeverity == DiagnosticSeverity.Info)
            && (constant.Port is not null || context.Project.Hosts.Classify(constant.Host) != HostClass.LogicalSingleLabel);

    private static Holding? Judge(RuleContext context, AddressedCall address, MeshedCall call)
    {
        if (!call.IsTls || call.Placement.Mesh.State != MeshState.Meshed || call.PlainGovernance != Governance.Yes || BringsItsOwn(call.Address) || IsMeant(call))
            return null;

        // A Service that is known says whether its port speaks TLS, and MSA1215 what follows from it.
        if (call.Service.Verdict == ServiceVerdict.Found ? context.IsEnabled("MSA1215") || !TlsInMesh.Judge(address, call).Any() : call.Service.ServiceEntry is not null)
            return null;

        var isLinkerd = call.Placement.Mesh.Mesh == "linkerd";
        var strict = isLinkerd ? null : StrictFor(call);
        return new Holding(
            call.Placement,
            strict?.Policy!.Path,
            strict?.Line ?? 0,
            strict is null ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            call.Address.Display,
            isLinkerd ? "which Linkerd can only pass on: no route, retry, time-out or HTTP metric applies"
                : strict is null ? Bytes
                : $"{Bytes}, and PeerAuthentication '{strict.Policy!.Name}' ({Agreements.Display(strict.Policy.Path, strict.Line)}) already lets nothing but mutual TLS in",
            AddressNote.SourceOf(address, call))
        {
            Also = AddressNote.PlaceOf(call),
            Properties = Right(call.Address),
        };
    }

    /// <summary>What the address should be. Behind a port that is written there may be nobody who speaks plain HTTP.</summary>
    public static ImmutableDictionary<string, string?> Right(ServiceAddress address)
    {
        var change = ImmutableDictionary<string, string?>.Empty;
        if (address.Port is not (null or 443))
            return change;
        change = change.Add(AddressChange.Scheme, address.Scheme == "wss" ? "ws" : "http");
        return address.Port is null ? change : change.Add(AddressChange.Port, "80");
    }

    /// <summary>The API of Kubernetes, Vault and Elasticsearch, which have certificates of their own.</summary>
    public static bool BringsItsOwn(ServiceAddress address)
        => address.Port is 6443 or 8200 or 9200 || address.Host == "kubernetes" || address.Host.StartsWith("kubernetes.default", StringComparison.OrdinalIgnoreCase);

    /// <summary>A DestinationRule that sets another way of TLS for the host was written because of the callee's own.</summary>
    private static bool IsMeant(MeshedCall call)
        => call.Destination is not { IsDecided: true } destination || destination.Policy is { Tls.IsAbsent: false } policy && policy.Tls.Value?.Mode.Value != "ISTIO_MUTUAL";

    /// <summary>The policy that lets nothing but mutual TLS into the whole namespace of the callee; null where none does, or that is not sure.</summary>
    private static MtlsAnswer? StrictFor(MeshedCall call)
    {
        var named = ServiceName.InCall(call.Call.Host, call.Call.CallerNamespace);
        foreach (var caller in call.Placement.Variants)
        {
            if (call.Placement.Model.Policies.MtlsOf(caller, call.Port, call.Placement.Set.IsComplete) is not { Mode: MtlsMode.Strict, Policy: { Spec: PeerAuthenticationSpec { WorkloadLabels: { IsComplete: true, Entries.Count: 0 } } } policy } answer)
                continue;

            // A policy of the caller's namespace acts on its own; one of the whole mesh on all that have none.
            var space = named?.Namespace ?? call.Call.CallerNamespace;
            var isOwn = space == call.Call.CallerNamespace;
            var hasOther = call.Placement.Model.Resources.Any(other => other.Spec is PeerAuthenticationSpec && other != policy && (other.Namespace.IsUnknown || other.Namespace.Value == space));
            if (!hasOther && (isOwn || policy.Namespace.Value != call.Call.CallerNamespace))
                return answer;
        }

        return null;
    }
}
