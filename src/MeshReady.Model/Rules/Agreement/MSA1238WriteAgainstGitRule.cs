using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Agreement;

/// <summary>What code changes in the cluster and Git or an autoscaler owns is changed back.</summary>
public sealed class MSA1238WriteAgainstGitRule : ISystemRule
{
    /// <inheritdoc/>
    public string Id => "MSA1238";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        var writes = (from service in graph.Services
                      from work in service.Parts.SelectMany(static part => part.Works)
                      where work is { Kind: WorkKind.ClusterWrite, Name: "patch" or "replace" or "update" or "delete" }
                      let target = ClusterObject.Of(work.Target)
                      where target is not null
                      select (Service: service, Work: work, Target: target)).ToList();
        if (writes.Count == 0)
            return [];
        var healed = (from set in graph.Sets.Sets
                      from resource in set.Model.Resources
                      where resource.Spec is ApplicationSpec { IsAutomated: { IsKnown: true, Value: true }, SelfHeals: { IsKnown: true, Value: true } }
                      select (Set: set, Application: resource)).GroupBy(static pair => (pair.Application.Path, pair.Application.Line)).Select(static same => same.First()).ToList();
        return Judgement.Join(writes.SelectMany(write => OfGit(write.Service, write.Work, write.Target, healed, graph.Sets).Concat(OfScalers(write.Service, write.Work, write.Target, graph.Sets))));
    }

    private static IEnumerable<Judgement> OfGit(Service service, WorkFact work, ClusterObject target, List<(FactSet Set, KubernetesResource Application)> healed, FactSets sets)
    {
        foreach (var (set, application) in healed)
        {
            var spec = (ApplicationSpec)application.Spec!;
            if (!spec.Ignored.IsComplete || spec.Ignored.Any(target.MayDiffer))
                continue;

            // What Git leaves open is nobody's to heal; what a patch changes beside the replicas is not known.
            var owned = GitSources.RenderedBy(spec, sets).FirstOrDefault(resource => target.Is(resource) && (target.IsScale ? resource.Replicas.IsKnown : work.Name != "patch"));
            if (owned is null)
                continue;
            var own = new Place(owned.Path, target.IsScale ? owned.Replicas.Line : owned.Line);
            var place = new Place(application.Path, spec.SelfHeals.Line > 0 ? spec.SelfHeals.Line : application.Line);
            yield return new(set, application.Path, Finding(service, work, target,
                $"Argo CD undoes it within seconds: Application '{application.Name}' ({Shown(place)}) heals what Git says ({Shown(own)})",
                target.IsScale ? "change the number in Git, or leave spec.replicas to an autoscaler and out of Git" : "change the object in Git",
                [place, own]));
        }
    }

    private static IEnumerable<Judgement> OfScalers(Service service, WorkFact work, ClusterObject target, FactSets sets)
    {
        if (!target.IsScale)
            yield break;
        foreach (var set in sets.Sets.Where(static set => set.Kind != FactSetKind.Base))
        {
            foreach (var resource in set.Model.Resources)
            {
                var owner = resource.Spec switch
                {
                    HorizontalPodAutoscalerSpec scaler when target.Is(scaler.Target) => "HorizontalPodAutoscaler",
                    ScaledObjectSpec scaler when target.Is(scaler.Target) => "ScaledObject",
                    _ => null,
                };
                if (owner is null)
                    continue;
                var place = new Place(resource.Path, resource.Line);
                yield return new(set, resource.Path, Finding(service, work, target,
                    $"{owner} '{resource.Name}' ({Shown(place)}) owns the replicas and writes its own number at its next look",
                    "give the autoscaler the metric by which the code decides, or its bounds",
                    [place]));
            }
        }
    }

    private static SystemFinding Finding(Service service, WorkFact work, ClusterObject target, string claim, string advice, IReadOnlyList<Place> also)
        => new(work.Place, SystemSeverity.Warning, [work.Name, target.IsScale ? $"the replicas of {target.Kind} '{target.Name}'" : $"{target.Kind} '{target.Name}'", claim, advice])
        {
            Also = also,
            Services = [service.Name],
        };

    private static string Shown(Place place) => FilePath.NameOf(FilePath.Normal(place.Path)) + ":" + place.Line.ToString(CultureInfo.InvariantCulture);
}
