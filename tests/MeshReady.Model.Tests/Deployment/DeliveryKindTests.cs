using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>What is read of what delivers, scales and streams: Argo, Flagger, KEDA and Flink.</summary>
public sealed class DeliveryKindTests
{
    private static T Read<T>(string type, string spec) where T : ResourceSpec
    {
        var at = type.LastIndexOf('/');
        return Manifests.Spec<T>($"apiVersion: {type[..at]}\nkind: {type[(at + 1)..]}\nmetadata: {{ name: a }}\nspec:\n  {spec}\n");
    }

    private static RolloutSpec Rollout(string strategy) => Read<RolloutSpec>("argoproj.io/v1alpha1/Rollout", "strategy: " + strategy);

    [Fact]
    public void A_canary_names_its_services_and_routes()
    {
        var rollout = Rollout("{ canary: { stableService: s, canaryService: c, trafficRouting: { istio: { virtualService: { name: orders } } } } }");
        Assert.Equal((RolloutStrategy.Canary, "s", "c", "orders", true), (rollout.Strategy, rollout.StableService.Value, rollout.CanaryService.Value, rollout.VirtualServices[0].Value, rollout.RoutesTraffic));
        Assert.True(rollout.ActiveService.IsAbsent && rollout.WorkloadRef.IsAbsent);
        Assert.Equal((0, false), (Rollout("{ canary: { steps: [] } }").VirtualServices.Count, Rollout("{ canary: { steps: [] } }").RoutesTraffic));
        Assert.Equal(["a", "b"], Rollout("{ canary: { trafficRouting: { istio: { virtualServices: [ { name: a }, { name: b } ] } } } }").VirtualServices.Select(v => v.Value));
    }

    [Fact]
    public void Blue_and_green_are_two_services()
    {
        var rollout = Rollout("{ blueGreen: { activeService: a, previewService: p, scaleDownDelaySeconds: 60 } }\n  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: orders }");
        Assert.Equal((RolloutStrategy.BlueGreen, "a", "p", 60, "orders"), (rollout.Strategy, rollout.ActiveService.Value, rollout.PreviewService.Value, rollout.ScaleDownDelaySeconds.Value, rollout.WorkloadRef.Value!.Name.Value));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("text")]
    [InlineData("{ canary: {}, blueGreen: {} }")]
    public void A_strategy_that_is_none_is_unknown(string strategy) => Assert.Equal(RolloutStrategy.Unknown, Rollout(strategy).Strategy);

    [Fact]
    public void An_application_says_from_where_to_where()
    {
        var app = Read<ApplicationSpec>("argoproj.io/v1alpha1/Application", "source: { repoURL: r, path: deploy/prod, targetRevision: main, helm: { valueFiles: [ prod.yaml ] } }\n  destination: { namespace: shop, server: https://k }\n  syncPolicy: { automated: { selfHeal: true }, syncOptions: [ RespectIgnoreDifferences=true ] }\n  ignoreDifferences: [ { group: networking.istio.io, kind: VirtualService, jqPathExpressions: [ .spec.http ] } ]");
        var source = Assert.Single(app.Sources);
        Assert.Equal(("r", "deploy/prod", "prod.yaml", "shop", "https://k"), (source.RepoUrl.Value, source.Path.Value, source.ValueFiles[0].Value, app.DestinationNamespace.Value, app.DestinationCluster.Value));
        Assert.Equal((false, true, true, "RespectIgnoreDifferences=true", ".spec.http"), (app.IsSet, app.IsAutomated.Value, app.SelfHeals.Value, app.SyncOptions[0].Value, app.Ignored[0].Expressions[0].Value));
        Assert.True(app.Prunes.IsAbsent && app.Ignored[0].Name.IsAbsent);
    }

    [Theory]
    [InlineData("source: {}", FieldState.Absent, false)]
    [InlineData("syncPolicy: { automated: {} }", FieldState.Known, true)]
    [InlineData("syncPolicy: { automated: { enabled: false } }", FieldState.Known, false)]
    [InlineData("syncPolicy: { automated: text }", FieldState.Unknown, false)]
    public void An_application_is_automated_if_it_says_so(string spec, FieldState state, bool value)
    {
        var automated = Read<ApplicationSpec>("argoproj.io/v1alpha1/Application", spec).IsAutomated;
        Assert.Equal((state, value), (automated.State, automated.Value));
    }

    [Fact]
    public void A_set_keeps_the_literals_of_its_applications()
    {
        var set = Read<ApplicationSpec>("argoproj.io/v1alpha1/ApplicationSet", "template:\n    spec:\n      sources:\n      - repoURL: r\n        path: deploy/{{ .env }}\n      - repoURL: values\n        ref: v\n      destination:\n        namespace: shop\n        server: '{{ .url }}'");
        Assert.Equal((true, 2, "v", "shop"), (set.IsSet, set.Sources.Count, set.Sources[1].Ref.Value, set.DestinationNamespace.Value));
        Assert.True(set.Sources[0].Path.IsUnknown && set.DestinationCluster.IsUnknown && set.Sources[0].Chart.IsAbsent);
    }

    [Theory]
    [InlineData("analysis")]
    [InlineData("canaryAnalysis")]
    public void A_canary_of_flagger_writes_a_policy_itself(string analysis)
    {
        var canary = Read<CanarySpec>("flagger.app/v1beta1/Canary", "targetRef: { kind: Deployment, name: orders }\n  service: { port: 80, hosts: [ orders ], timeout: 5s, retries: { attempts: 2, retryOn: 5xx } }\n  " + analysis + ": { maxWeight: 50, sessionAffinity: { cookieName: c } }");
        Assert.Equal(("orders", 80, 5, 2, 50, "c"), (canary.Target.Value!.Name.Value, canary.ServicePort.Value, (int)canary.Timeout.Value.TotalSeconds, canary.Retries.Value!.Attempts.Value, canary.MaxWeight.Value, canary.SessionCookie.Value));
        Assert.True(canary.StepWeight.IsAbsent && canary.Provider.IsAbsent);
    }

    [Fact]
    public void A_scaled_object_names_its_target_and_triggers()
    {
        var scaled = Read<ScaledObjectSpec>("keda.sh/v1alpha1/ScaledObject", "scaleTargetRef: { name: orders }\n  maxReplicaCount: 5\n  triggers: [ { type: kafka }, { type: cron } ]");
        Assert.Equal(("orders", 5, 6), (scaled.Target.Value!.Name.Value, scaled.MaxReplicas.Value, scaled.MaxReplicas.Line));
        Assert.Equal(["kafka", "cron"], scaled.TriggerTypes.Select(t => t.Value));
        Assert.True(scaled.MinReplicas.IsAbsent && scaled.Target.Value.Kind.IsAbsent);
    }

    [Theory]
    [InlineData("{ execution.checkpointing.interval: 60s, state.checkpoints.dir: s3://a, state.backend: rocksdb }")]
    [InlineData("{ execution: { checkpointing: { interval: 60s, dir: s3://a } }, state: { backend: { type: rocksdb } } }")]
    public void Settings_of_flink_are_flat_or_nested(string settings)
    {
        var flink = Read<FlinkDeploymentSpec>("flink.apache.org/v1beta1/FlinkDeployment", "flinkConfiguration: " + settings + "\n  taskManager: { replicas: 2 }\n  job: { jarURI: 'local:///a.jar', args: [ --topic, orders ], parallelism: 4, upgradeMode: savepoint, state: running }");
        Assert.Equal(("60s", "s3://a", "rocksdb", 2), (flink.Configuration.CheckpointInterval.Value, flink.Configuration.CheckpointDirectory.Value, flink.Configuration.StateBackend.Value, flink.TaskManagerReplicas.Value));
        var job = flink.Job.Value!;
        Assert.Equal((4, "savepoint", "running", "orders"), (job.Parallelism.Value, job.UpgradeMode.Value, job.State.Value, job.Args[1].Value));
        Assert.True(flink.Configuration.CheckpointMode.IsAbsent && job.EntryClass.IsAbsent);
    }

    [Fact]
    public void A_job_of_a_session_names_its_cluster_and_settings_that_cannot_be_read_are_unknown()
    {
        var job = Read<FlinkSessionJobSpec>("flink.apache.org/v1beta1/FlinkSessionJob", "deploymentName: cluster\n  job: { jarURI: x }\n  flinkConfiguration: [ a ]");
        Assert.Equal(("cluster", "x"), (job.DeploymentName.Value, job.Job.Value!.JarUri.Value));
        Assert.True(job.Configuration.CheckpointInterval.IsUnknown);
        Assert.True(Read<FlinkDeploymentSpec>("flink.apache.org/v1beta1/FlinkDeployment", "image: flink").Job.IsAbsent);
    }

    [Theory]
    [InlineData("argoproj.io/v1alpha1", "Workflow")]
    [InlineData("keda.sh/v1alpha1", "TriggerAuthentication")]
    [InlineData("flink.apache.org/v1beta1", "Other")]
    [InlineData("example.com/v1", "Rollout")]
    public void Other_kinds_of_these_groups_have_no_record(string apiVersion, string kind)
        => Assert.Null(Manifests.Single($"apiVersion: {apiVersion}\nkind: {kind}\nspec: {{}}").Spec);
}
