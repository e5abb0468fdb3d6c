using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>Judges who repeats a request that changes something, where the mesh is known. MSA1202 reports it, and MSA0205 leaves it to that.</summary>
internal static class UnsafeRepetition
{
    /// <summary>The rule that reports it.</summary>
    public const string Rule = "MSA1202";

    /// <summary>The property of a finding to which the mesh does not contribute.</summary>
    public const string CodeAlone = "MeshReady.CodeAlone";

    /// <summary>What repeats the request in each placement of the project.</summary>
    public static List<Holding> Of(RuleContext context, UnsafeCall call, IReadOnlyList<RetryCall> code)
    {
        var holdings = new List<Holding>();
        foreach (var meshed in MeshedCalls.Of(context, call.Address, call.Method, call.Path))
        {
            if (Judge(call, code, meshed) is { } holding)
                holdings.Add(holding);
        }

        return holdings;
    }

    private static Holding? Judge(UnsafeCall call, IReadOnlyList<RetryCall> code, MeshedCall meshed)
    {
        if (meshed.Governance == Governance.No || meshed.Route.Verdict is RouteVerdict.Undecided or RouteVerdict.Refused)
            return null;
        var mesh = MeshRetry.Of(meshed) is { } retry && UnsafeRetries.RepeatsChanges(retry) && !UnsafeRetries.IsAskedFor(retry.Route, call.Method) ? retry : null;
        if (mesh is { IsWritten: false } && meshed.Governance != Governance.Yes || mesh is null && (code.Count == 0 || meshed.Governance != Governance.Yes))
            return null;

        var retries = ClientRetry.Together(code);
        var parts = new List<string>();
        if (mesh is not null)
            parts.Add(mesh.IsWritten ? $"the mesh repeats it on {mesh.On} whatever the method ({mesh.Place})" : "Istio before 1.24 repeats every method on 503 by default");
        if (code.Count > 0)
            parts.Add($"'{RetryAmplification.NameOf(call.Client!)}' {RetryArithmetic.OfCode(retries)} in code, {call.Method} included");
        var isGrave = mesh is not null && (mesh.IsWritten || code.Count > 0) && meshed.Governance == Governance.Yes && !call.IsIdempotent && !meshed.Route.IsAssumed;
        return new Holding(
            meshed.Placement,
            mesh?.Path,
            mesh?.Line ?? 0,
            isGrave ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            call.Path is null ? call.Method : $"{call.Method} {call.Path}",
            meshed.Call.Host,
            Times(code.Count == 0 ? 0 : retries, mesh?.Tries ?? 1),
            string.Join(" and ", parts),
            meshed.Governance == Governance.IfMeshed ? ", if this service is meshed" : "",
            Advice(call, mesh is not null, code.Count > 0))
        {
            Properties = mesh is null ? ImmutableDictionary<string, string?>.Empty.Add(CodeAlone, null) : ImmutableDictionary<string, string?>.Empty,
        };
    }

    private static string Times(int? retries, int meshTries) => retries switch
    {
        null or int.MaxValue => "any number of",
        var count => EffectiveNumbers.Hop(count.Value + 1, meshTries).ToString(CultureInfo.InvariantCulture),
    };

    private static string Advice(UnsafeCall call, bool mesh, bool code)
    {
        var doubled = call.IsIdempotent ? "right only if it may run twice" : "its side effects are duplicated";
        return (mesh, code) switch
        {
            (true, true) => doubled + ", so give it a route by method with attempts: 0 and DisableForUnsafeHttpMethods()",
            (true, false) => doubled + ", so give it a route by method with attempts: 0",
            _ => doubled + ", so call DisableForUnsafeHttpMethods()",
        };
    }
}
