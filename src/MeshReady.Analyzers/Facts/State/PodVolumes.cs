using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Whether the pods of a program have a place for files that outlives them.</summary>
internal static class PodVolumes
{
    private static readonly string[] Fleeting = ["emptyDir", "configMap", "secret", "downwardAPI", "projected"];

    /// <summary>True where a volume may keep files, false where every pod is known to have none; null where no pod is in sight, or not all of it.</summary>
    public static bool? MayKeepFiles(RuleContext context)
    {
        bool? known = null;
        foreach (var placement in context.Placements.Where(static p => p.IsBound))
        {
            foreach (var variant in placement.Variants)
            {
                if (variant.PodTemplate is not { } pod || Placement.ContainerOf(variant) is not { } container)
                    return null;
                foreach (var mount in container.Mounts)
                {
                    if (mount.Volume.Value is not { } name || pod.Volumes.FirstOrDefault(v => v.Name.Value == name)?.Source.Value is not { } source || Array.IndexOf(Fleeting, source) < 0)
                        return true;
                }

                if (!container.Mounts.IsComplete)
                    return null;
                known = false;
            }
        }

        return known;
    }
}
