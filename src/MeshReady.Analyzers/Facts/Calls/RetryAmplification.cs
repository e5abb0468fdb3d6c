using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>Judges whether a retry of the code multiplies with one of the mesh. MSA1201 and MSA1203 report it, and MSA0203 leaves it to them.</summary>
internal static class RetryAmplification
{
    /// <summary>The rule on retries that manifests ask for.</summary>
    public const string Written = "MSA1201";

    /// <summary>The rule on gRPC's retries against the default of Istio.</summary>
    public const string Default = "MSA1203";

    /// <summary>The property of a finding whose retry can go: it is the only one of its client, and the mesh repeats all that it repeats.</summary>
    public const string Covered = "MeshReady.Covered";

    /// <summary>gRPC's own limit of tries, where a channel does not set it.</summary>
    private const int MostGrpcTries = 5;

    private static readonly ImmutableDictionary<string, string?> NoProperties = ImmutableDictionary<string, string?>.Empty;
    private static readonly ImmutableDictionary<string, string?> CanGo = NoProperties.Add(Covered, null);

    /// <summary>Whether one of the two rules reports the retry, so that no other has to.</summary>
    public static bool IsReported(RuleContext context, ClientRetry retry)
        => context.Placements.Count > 0
            && (context.IsEnabled(Written) && OfWritten(context, retry).Count > 0 || context.IsEnabled(Default) && OfDefault(context, retry).Count > 0);

    /// <summary>Whether the owner of a route has switched its retries off, and so left them to the code.</summary>
    public static bool IsLeftToCode(RuleContext context, ClientRetry retry)
        => context.Placements.Count > 0 && CallsOf(context, retry.Client).Any(static call => call.Route.Route is { Attempts: { IsKnown: true, Value: 0 } });

    /// <summary>What a manifest, or an old version of Istio, repeats as well. Arguments: client, tries of the code, tries of the mesh, place, conditions, requests, answers, condition.</summary>
    public static List<Holding> OfWritten(RuleContext context, ClientRetry retry)
    {
        var holdings = new List<Holding>();
        if (context.Placements.Count == 0 || RepeatedAnswers.Of(retry.Retry, retry.Client, retry.Throws) is not { } repeated)
            return holdings;

        var stack = retry.Stack(context.Facts, context.CancellationToken);
        var retries = ClientRetry.Together(stack);
        foreach (var call in CallsOf(context, retry.Client))
        {
            if (call.Governance == Governance.No || MeshRetry.Of(call) is not { } mesh || RetryOverlap.Of(repeated, mesh) is not { } overlap)
                continue;

            // Istio's default is nobody's decision: it counts where it repeats answers, and only for a caller that is surely meshed.
            if (!mesh.IsWritten && (call.Governance != Governance.Yes || !overlap.IsAnswer || retry.Client.Family == SinkFamily.Grpc))
                continue;
            var isGrave = call.Governance == Governance.Yes && overlap.IsAnswer && mesh.IsWritten && !call.Route.IsAssumed;
            holdings.Add(new Holding(
                call.Placement,
                mesh.Path,
                mesh.Line,
                isGrave ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                NameOf(retry.Client),
                RetryArithmetic.OfCode(retries),
                mesh.Tries,
                mesh.Place,
                mesh.On,
                Requests(retries, mesh.Tries, call),
                overlap.When,
                call.Governance == Governance.IfMeshed ? ", if this service is meshed" : "")
            {
                Properties = isGrave && stack.Count == 1 && (retry.Retry.Triggers & RetryTriggers.Answers) == 0 && Covers(mesh, repeated) ? CanGo : NoProperties,
            });
        }

        return holdings;
    }

    /// <summary>What Istio repeats of gRPC where nothing tells it not to. Arguments: client, tries of the code, codes, tries of the mesh, requests, service.</summary>
    public static List<Holding> OfDefault(RuleContext context, ClientRetry retry)
    {
        var holdings = new List<Holding>();
        if (context.Placements.Count == 0 || retry.Client.Family != SinkFamily.Grpc || RepeatedAnswers.Of(retry.Retry, retry.Client, retry.Throws) is not { Codes.Count: > 0 } repeated)
            return holdings;

        foreach (var call in CallsOf(context, retry.Client))
        {
            if (call.Governance != Governance.Yes || MeshRetry.Of(call) is not { IsWritten: false } mesh || !IsKnownService(call))
                continue;
            var codes = repeated.Codes.Where(mesh.RepeatsCode).ToList();
            if (codes.Count == 0)
                continue;
            var retries = retry.Retry.Source is Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax || retry.Retry.Retries is null ? retry.Retry.Retries : Math.Min(retry.Retry.Retries.Value, MostGrpcTries - 1);
            holdings.Add(new Holding(
                call.Placement,
                call.Route.Route?.Path,
                call.Route.Route?.RouteLine ?? 0,
                call.Route.IsAssumed ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
                NameOf(retry.Client),
                RetryArithmetic.OfCode(retries),
                string.Join(" and ", codes.Select(static c => c.Replace('-', '_').ToUpperInvariant())),
                mesh.Tries,
                Requests(retries, mesh.Tries, call),
                call.Call.Host)
            {
                Properties = repeated.Codes.Count == codes.Count ? CanGo : NoProperties,
            });
        }

        return holdings;
    }

    // A proxy that cannot reach the peer answers 502, 503 or 504.
    private static bool Covers(MeshRetry mesh, RepeatedAnswers repeated)
        => repeated.Codes.Count > 0 ? repeated.Codes.All(mesh.RepeatsCode) : repeated.Statuses.Where(static s => s is >= 502 and <= 504).All(s => mesh.Repeats(s) == true);

    /// <summary>The client for a message: a client that is made by hand is known by the class that makes it.</summary>
    public static string NameOf(ClientRegistration client) => client.Origin == ClientOrigin.Created ? client.ClientType?.Name ?? client.Label : client.Label;

    /// <summary>The calls of a client to each address that is known of it.</summary>
    public static IEnumerable<MeshedCall> CallsOf(RuleContext context, ClientRegistration client)
        => new[] { client.Address }.Concat(client.Others).SelectMany(address => MeshedCalls.Of(context, address));

    private static bool IsKnownService(MeshedCall call)
        => call.Route.Verdict == RouteVerdict.Found
            || ServiceName.InCall(call.Call.Host, call.Call.CallerNamespace) is { IsService: true } name
                && call.Placement.Model.Resources.Any(r => r.Kind == "Service" && r.Name == name.Name && (r.Namespace.Value is null || name.Namespace is null || r.Namespace.Value == name.Namespace));

    private static string Requests(int? retries, int meshTries, MeshedCall call) => retries is null or int.MaxValue
        ? string.Format(CultureInfo.InvariantCulture, "{0} requests to '{1}' for each try of the code", meshTries, call.Call.Host)
        : string.Format(CultureInfo.InvariantCulture, "{0} requests to '{1}' per call", EffectiveNumbers.Hop(retries.Value + 1, meshTries), call.Call.Host);
}
