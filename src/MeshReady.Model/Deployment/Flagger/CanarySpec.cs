using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A Canary of Flagger, which writes the VirtualService of its Service itself.</summary>
/// <param name="Target">The workload.</param>
/// <param name="Provider">The mesh or ingress.</param>
/// <param name="ServicePort">The port of the Services that it makes.</param>
/// <param name="Hosts">The hosts of the VirtualService.</param>
/// <param name="Timeout">The time limit that it writes.</param>
/// <param name="Retries">The repetitions that it writes.</param>
/// <param name="MaxWeight">The largest share that the new version gets before all.</param>
/// <param name="StepWeight">By how much the share grows.</param>
/// <param name="SessionCookie">The cookie by which users stay with a version.</param>
public sealed record CanarySpec(
    Field<ObjectReference> Target,
    Field<string> Provider,
    Field<int> ServicePort,
    FieldList<Field<string>> Hosts,
    Field<TimeSpan> Timeout,
    Field<RetryPolicy> Retries,
    Field<int> MaxWeight,
    Field<int> StepWeight,
    Field<string> SessionCookie) : ResourceSpec
{
    internal static CanarySpec Read(YamlNode? spec)
    {
        var (service, analysis) = (spec.At("service"), spec.At("analysis") ?? spec.At("canaryAnalysis"));
        return new(
            spec.At("targetRef").AsPart(ObjectReference.Read),
            spec.At("provider").AsText(),
            service.At("port").AsNumber(),
            service.At("hosts").AsTexts(),
            service.At("timeout").AsDuration(DurationForms.Go),
            service.At("retries").AsPart(RetryPolicy.Read),
            analysis.At("maxWeight").AsNumber(),
            analysis.At("stepWeight").AsNumber(),
            analysis.At("sessionAffinity").At("cookieName").AsText());
    }
}
