using MeshReady.Analyzers.Facts.Endpoints;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>Whether something shows that a project runs in a container, and not only on the desk of whoever wrote it.</summary>
internal static class Containerised
{
    /// <summary>A workload of the manifests, an image that is built from its folder, a Dockerfile beside it, container publishing by the SDK.</summary>
    public static bool Is(RuleContext context) => Is(context.Project, context.Facts);

    /// <summary>As <see cref="Is(RuleContext)"/>, for rules that look at a settings file.</summary>
    public static bool Is(ProjectContext project, CodeFacts facts)
        => project.Settings.Property("MeshReadyDockerfile") is not null
            || project.IdentityOf(facts).ImageNames.Count > 0
            || project.PlacementsOf(facts) is [{ IsBound: true }, ..];

    /// <summary>Whether every workload of the project ends by itself: a Job, a CronJob.</summary>
    public static bool IsJob(RuleContext context)
        => context.Placements.Where(static p => p.IsBound).SelectMany(static p => p.Variants).Select(static v => v.Kind).Distinct().ToList() is { Count: > 0 } kinds
            && kinds.TrueForAll(static kind => kind is "Job" or "CronJob");

    /// <summary>Whether a manifest of the project's workload asks it for its health in a way that can be read.</summary>
    /// <param name="context">The rule's context.</param>
    /// <param name="isOtherThanHttp">Only probes that ask no path.</param>
    public static bool IsProbed(RuleContext context, bool isOtherThanHttp)
        => context.Placements.Where(static p => p.IsBound).SelectMany(static p => p.Variants)
            .Select(PodProbes.ServedContainer).OfType<Model.Deployment.Container>()
            .SelectMany(PodProbes.Of)
            .Any(probe => !isOtherThanHttp || probe.Path is null);
}
