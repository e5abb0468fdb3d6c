using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Agreement;

/// <summary>Work by the clock is done as often as there are replicas, unless something chooses one.</summary>
public sealed class MSA1235ScheduledInReplicasRule : ISystemRule
{
    /// <inheritdoc/>
    public string Id => "MSA1235";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        => Judgement.Join(
            from service in graph.Services
            let works = service.Parts.SelectMany(static part => part.Works).Where(IsPerReplica).ToList()
            where works.Count > 0
            from deployment in service.Deployments
            from variant in ServiceNode.VariantsOf(deployment)
            where variant.Kind is not ("DaemonSet" or "Job" or "CronJob" or "Pod")
            let replicas = ReplicaCount.Of(deployment.Set.Model, variant)
            where replicas is { Most: > 1 }
            from work in works
            select new Judgement(deployment.Set, replicas.Path, Finding(service, work, variant, replicas)));

    // Changes of the schema at start-up are MSA0801's.
    private static bool IsPerReplica(WorkFact work) => work is { Kind: WorkKind.Scheduled, IsElected: false, Target: not WorkFact.Schema };

    private static SystemFinding Finding(Service service, WorkFact work, KubernetesResource variant, ReplicaCount replicas)
        => new(work.Place, SystemSeverity.Warning,
        [
            work.Name,
            (replicas.IsScaled ? "up to " : "") + replicas.Most.ToString(CultureInfo.InvariantCulture),
            variant.Name ?? service.Name,
            FilePath.NameOf(FilePath.Normal(replicas.Path)) + ":" + replicas.Line.ToString(CultureInfo.InvariantCulture),
        ])
        {
            Also = [new Place(replicas.Path, replicas.Line)],
            Services = [service.Name],
        };
}
