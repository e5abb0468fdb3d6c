using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Rules.Addressing;

namespace MeshReady.Model.Systems;

/// <summary>
/// Agreement rules where only the facts of a service are at hand, as in a repository of manifests: judged on its calls, reported
/// on the line of the manifest. Where the code is at hand, the analyzers of the same ids say more, at its line.
/// </summary>
public static class FactAgreements
{
    /// <summary>The rules, by their id.</summary>
    public static IReadOnlyList<ISystemRule> All { get; } = [new RetryRule(), new WaitRule(), new MSA0110UnknownServiceRule(isCodeElsewhere: true)];

    private static string Tail(string path)
    {
        var parts = path.Split('/', '\\');
        return parts.Length > 1 ? parts[parts.Length - 2] + "/" + parts[parts.Length - 1] : path;
    }

    private static string At(MeshRoute route) => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", Tail(route.Path), route.Line);

    private static string In(IReadOnlyList<string> environments) => environments.Count > 0 ? $" (in {string.Join(", ", environments)})" : "";

    private static string Seconds(double milliseconds) => string.Format(CultureInfo.InvariantCulture, "{0:0.###} s", milliseconds / 1000);

    /// <summary>Each written route that repeats the requests of a service, with the policies for which it does.</summary>
    private static IEnumerable<(ServiceCall Call, MeshRoute Route, IReadOnlyList<CallPolicy> Policies)> Repeated(SystemGraph graph)
        => from call in graph.Calls
           where call.Protocol is not (CallProtocol.HealthCheck or CallProtocol.Metadata or CallProtocol.WebSocket)
           from route in call.Policies
               .Where(static policy => policy is { IsMeshed: not false, Route: { Attempts.IsKnown: true }, Mesh: { IsDefault: false, Conditions: not null, Tries: { IsKnown: true, Value: > 1 } } })
               .GroupBy(static policy => (policy.Route!.Path, policy.Route.Line))
           select (call, route.First().Route!, (IReadOnlyList<CallPolicy>)[.. route]);

    private static SystemFinding Finding(ServiceCall call, MeshRoute route, IReadOnlyList<CallPolicy> policies, bool isGrave, Func<string, string, string[]> arguments)
    {
        string[] environments = [.. policies.Select(static p => p.Set?.Environment).OfType<string>().Distinct(StringComparer.Ordinal)];
        var isProduction = policies.Any(static p => p.Set is not { IsProduction: false });
        var condition = policies.Any(static p => p.IsMeshed == true) ? "" : ", if this service is meshed";
        return new SystemFinding(new Place(route.Path, route.Line), isGrave && isProduction && condition.Length == 0 ? SystemSeverity.Warning : SystemSeverity.Info, arguments(condition, In(environments)))
        {
            Also = [.. call.Evidence.Select(static e => e.Call?.Policy.Place ?? e.Place).Distinct().Take(3)],
            Services = call.To.Service is { } callee ? [call.From.Name, callee.Name] : [call.From.Name],
            Environments = environments,
        };
    }

    /// <summary>A retry in code multiplies with that of the route.</summary>
    private sealed class RetryRule : ISystemRule
    {
        public string Id => "MSA1201";

        public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        {
            foreach (var (call, route, policies) in Repeated(graph))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (code, mesh) = (policies[0].Code, policies[0].Mesh!);
                if (code.Tries is not > 1 || When(code, mesh.Conditions!) is not { } when)
                    continue;
                var requests = code.Tries == int.MaxValue
                    ? string.Format(CultureInfo.InvariantCulture, "{0} requests to '{1}' for each try of the code", mesh.Tries.Value, call.To.Name)
                    : string.Format(CultureInfo.InvariantCulture, "{0} requests to '{1}' per call", EffectiveNumbers.Hop(code.Tries.Value, mesh.Tries.Value), call.To.Name);
                yield return Finding(call, route, policies, isGrave: true, (condition, environments) =>
                [
                    call.From.Name,
                    code.Tries == int.MaxValue ? "retries for ever" : string.Format(CultureInfo.InvariantCulture, "tries {0}x", code.Tries),
                    mesh.Tries.Value.ToString(CultureInfo.InvariantCulture),
                    At(route),
                    route.RetryOn.Value ?? string.Join(",", mesh.Conditions!.Names),
                    requests,
                    when,
                    condition,
                    environments,
                ]);
            }
        }

        /// <summary>What both repeat, as a clause; null where that is nothing, or only a peer that is not there.</summary>
        private static string? When(CodePolicy code, RetryConditions mesh)
        {
            string[] both = [.. code.RepeatsOn.Where(word => word == "5xx" ? Enumerable.Range(500, 100).Any(s => mesh.Repeats(s) == true)
                : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? mesh.Repeats(status) == true
                : mesh.Names.Contains(word))
                .Select(word => word != "5xx" || mesh.Names.Contains("5xx") ? word : string.Join(", ", Enumerable.Range(500, 100).Where(s => mesh.Repeats(s) == true)))
                .Select(static word => word.Replace('-', '_'))];
            return both.Length == 0 ? null : "answers " + string.Join(" or ", both);
        }
    }

    /// <summary>The client gives up before the route has used its tries.</summary>
    private sealed class WaitRule : ISystemRule
    {
        public string Id => "MSA1204";

        public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        {
            foreach (var (call, route, policies) in Repeated(graph))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var mesh = policies[0].Mesh!;
                if (policies[0].Code.TotalMilliseconds is not { } limit || !mesh.Worst.IsKnown || mesh.Timeout.IsUnknown || mesh.PerTryTimeout.IsUnknown)
                    continue;
                var (tries, perTry) = (mesh.Tries.Value, mesh.PerTryTimeout.IsKnown ? mesh.PerTryTimeout.Value.TotalMilliseconds : (double?)null);
                var ofTries = perTry * tries;
                var timeout = mesh.Timeout.IsKnown ? mesh.Timeout.Value.TotalMilliseconds : (double?)null;
                if ((timeout is { } whole && !(ofTries < whole) ? whole : ofTries) is not { } time || limit >= time)
                    continue;
                var isCut = timeout == time;
                var isFirst = perTry * 2 is { } two && limit < two;
                yield return Finding(call, route, policies, isCut || isFirst, (condition, environments) =>
                [
                    $"the client of '{call.From.Name}'",
                    Seconds(limit),
                    Seconds(time),
                    call.To.Name,
                    isCut ? string.Format(CultureInfo.InvariantCulture, "timeout {0} with {1} {2}", Seconds(time), tries - 1, tries == 2 ? "retry" : "retries") : string.Format(CultureInfo.InvariantCulture, "{0} x {1}", tries, Seconds(perTry!.Value)),
                    At(route),
                    condition,
                    isFirst ? "the first retry cannot end" : "its retries cannot all end",
                    environments,
                ]);
            }
        }
    }
}
