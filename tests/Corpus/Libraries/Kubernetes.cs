// Declarations with the metadata names of KubernetesClient.
#pragma warning disable
namespace k8s
{
    public interface IAppsV1Operations;

    public interface IBatchV1Operations;

    public interface IKubernetes
    {
        IAppsV1Operations AppsV1 { get; }

        IBatchV1Operations BatchV1 { get; }
    }

    public static class AppsV1OperationsExtensions
    {
        public static Task<Models.V1Scale> PatchNamespacedDeploymentScaleAsync(this IAppsV1Operations operations, Models.V1Patch body, string name, string namespaceParameter, CancellationToken cancellationToken = default) => throw null!;

        public static Task<Models.V1Deployment> ReadNamespacedDeploymentAsync(this IAppsV1Operations operations, string name, string namespaceParameter, CancellationToken cancellationToken = default) => throw null!;
    }

    public static class BatchV1OperationsExtensions
    {
        public static Task<Models.V1Job> CreateNamespacedJobAsync(this IBatchV1Operations operations, Models.V1Job body, string namespaceParameter, CancellationToken cancellationToken = default) => throw null!;
    }
}

namespace k8s.Models
{
    public sealed class V1Patch(object body, V1Patch.PatchType type)
    {
        public enum PatchType
        {
            MergePatch,
        }
    }

    public sealed class V1Deployment;

    public sealed class V1Scale;

    public sealed class V1Job;
}
