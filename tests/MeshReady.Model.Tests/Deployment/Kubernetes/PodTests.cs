using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Kubernetes;

/// <summary>What is read of pods, and of what scales and guards them.</summary>
public sealed class PodTests
{
    private static PodTemplate Pod(string spec) => Manifests.Single("apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n" + spec).PodTemplate!;

    private static Container Container(string text) => Assert.Single(Pod("  containers:\n  - name: a\n" + text).Containers);

    [Fact]
    public void Probes_are_read_with_their_action_and_numbers()
    {
        var container = Container("""
                livenessProbe:
                  httpGet: { path: /alive, port: http, scheme: HTTPS }
                  periodSeconds: 5
                  failureThreshold: 2
                readinessProbe: { grpc: { port: 5001, service: shop.Orders }, timeoutSeconds: 3, initialDelaySeconds: 1, successThreshold: 2 }
                startupProbe: { tcpSocket: { port: 80 } }
            """);

        var alive = container.Liveness.Value!;
        Assert.Equal((ProbeAction.HttpGet, "/alive", "http", "HTTPS", 5, 10), (alive.Action, alive.Path.Value, alive.Port.Value, alive.Scheme.Value, alive.PeriodSeconds.Value, alive.FailureThreshold.Line));
        Assert.True(alive.TimeoutSeconds.IsAbsent && alive.InitialDelaySeconds.IsAbsent);
        var ready = container.Readiness.Value!;
        Assert.Equal((ProbeAction.Grpc, "5001", "shop.Orders", 3, 1, 2), (ready.Action, ready.Port.Value, ready.GrpcService.Value, ready.TimeoutSeconds.Value, ready.InitialDelaySeconds.Value, ready.SuccessThreshold.Value));
        Assert.Equal((ProbeAction.TcpSocket, "80"), (container.Startup.Value!.Action, container.Startup.Value.Port.Value));
    }

    [Fact]
    public void Missing_probes_are_absent_and_doubtful_ones_unknown()
    {
        var container = Container("    livenessProbe: text\n    readinessProbe: { periodSeconds: 1 }\n    startupProbe: { exec: { command: [ cat, /tmp/up ] } }");

        Assert.True(container.Liveness.IsUnknown && Container("").Liveness.IsAbsent);
        Assert.Equal(ProbeAction.Unknown, container.Readiness.Value!.Action);
        Assert.Equal(["cat", "/tmp/up"], container.Startup.Value!.Command.Select(c => c.Value));
    }

    [Fact]
    public void A_probe_in_a_template_keeps_its_literals()
    {
        var pod = Manifests.Single("""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: a
            spec:
              template:
                spec:
                  terminationGracePeriodSeconds: {{ .Values.grace }}
                  containers:
                  - name: a
                    livenessProbe:
                      httpGet:
                        path: /alive
                        port: {{ .Values.port }}
                    {{- with .Values.readiness }}
                    readinessProbe:
                      {{- toYaml . | nindent 12 }}
                    {{- end }}
            """).PodTemplate!;

        Assert.True(pod.TerminationGracePeriodSeconds.IsUnknown);
        Assert.Equal("/alive", pod.Containers[0].Liveness.Value!.Path.Value);
        Assert.True(pod.Containers[0].Liveness.Value!.Port.IsUnknown && pod.Containers[0].Readiness.IsUnknown);
    }

    [Theory]
    [InlineData("sleep: { seconds: 5 }", 5)]
    [InlineData("exec: { command: [ sleep, '10' ] }", 10)]
    [InlineData("exec: { command: [ /bin/sh, -c, sleep 15 ] }", 15)]
    [InlineData("exec: { command: [ sleep, 1.5s ] }", 2)]
    public void A_pause_before_stopping_is_measured(string action, int seconds)
    {
        var stop = Container("    lifecycle: { preStop: { " + action + " } }").PreStop.Value!;
        Assert.Equal((seconds, 7), (stop.SleepSeconds.Value, stop.SleepSeconds.Line));
    }

    [Theory]
    [InlineData("exec: { command: [ /bin/sh, -c, sleep 5 && curl x ] }", FieldState.Unknown)]
    [InlineData("exec: { command: [ ./drain ] }", FieldState.Unknown)]
    [InlineData("sleep: { seconds: x }", FieldState.Unknown)]
    [InlineData("httpGet: { path: /stop, port: 80 }", FieldState.Absent)]
    public void Another_hook_is_no_pause(string action, FieldState expected)
        => Assert.Equal(expected, Container("    lifecycle: { preStop: { " + action + " } }").PreStop.Value!.SleepSeconds.State);

    [Fact]
    public void Variables_name_their_sources()
    {
        var container = Container("""
                env:
                - { name: PLAIN, value: a }
                - { name: KEY, valueFrom: { secretKeyRef: { name: s, key: k, optional: true } } }
                - { name: POD, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
                - { name: ODD, valueFrom: { fileKeyRef: { key: x } } }
                envFrom:
                - configMapRef: { name: settings }
                  prefix: APP_
                - secretRef: { name: keys }
            """);

        Assert.False(container.HasWholeEnvironment);
        Assert.Null(container.Environment[0].Source);
        var sources = container.Environment.Skip(1).Select(v => v.Source!).ToList();
        Assert.Equal([("Secret", "s"), ("field", "metadata.name"), (null, null)], sources.Select(s => (s.Kind.Value, s.Name.Value)));
        Assert.Equal(("k", true), (sources[0].Key.Value, sources[0].IsOptional.Value));
        Assert.Equal([("ConfigMap", "settings", "APP_"), ("Secret", "keys", null)], container.EnvironmentFrom.Select(s => (s.Kind.Value, s.Name.Value, s.Prefix.Value)));
    }

    [Fact]
    public void Volumes_are_read_with_what_mounts_them()
    {
        var pod = Pod("""
              terminationGracePeriodSeconds: 5
              serviceAccountName: orders
              volumes:
              - { name: tmp, emptyDir: {} }
              - { name: settings, configMap: { name: orders } }
              - { name: keys, persistentVolumeClaim: { claimName: keys-claim } }
              - name: nothing
              containers:
              - name: a
                volumeMounts:
                - { name: settings, mountPath: /app/settings.json, subPath: settings.json, readOnly: true }
              initContainers:
              - { name: proxy, restartPolicy: Always }
            """);

        Assert.Equal((5, 5, "orders"), (pod.TerminationGracePeriodSeconds.Value, pod.TerminationGracePeriodSeconds.Line, pod.ServiceAccount.Value));
        Assert.Equal([("tmp", "emptyDir", null), ("settings", "configMap", "orders"), ("keys", "persistentVolumeClaim", "keys-claim"), ("nothing", null, null)], pod.Volumes.Select(v => (v.Name.Value!, v.Source.Value, v.SourceName.Value)));
        var mount = Assert.Single(pod.Containers[0].Mounts);
        Assert.Equal(("settings", "/app/settings.json", "settings.json", true), (mount.Volume.Value, mount.Path.Value, mount.SubPath.Value, mount.IsReadOnly.Value));
        Assert.Equal("Always", pod.Containers[1].RestartPolicy.Value);
    }

    [Fact]
    public void Pods_that_say_no_more_have_absent_fields()
    {
        var pod = Pod("  containers: [ { name: a } ]");

        Assert.True(pod.TerminationGracePeriodSeconds.IsAbsent && pod.ServiceAccount.IsAbsent && pod.Volumes.IsEmpty);
        Assert.True(pod.Containers[0] is { PreStop.IsAbsent: true, Mounts.IsEmpty: true, EnvironmentFrom.IsEmpty: true, HasAllPorts: true });
    }

    [Theory]
    [InlineData("autoscaling/v1")]
    [InlineData("autoscaling/v2")]
    public void Autoscalers_name_their_target_and_bounds(string apiVersion)
    {
        var scaler = Manifests.Spec<HorizontalPodAutoscalerSpec>($"apiVersion: {apiVersion}\nkind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef: {{ apiVersion: apps/v1, kind: Deployment, name: orders }}\n  maxReplicas: 10\n");

        Assert.Equal(("Deployment", "orders", 10, 5), (scaler.Target.Value!.Kind.Value, scaler.Target.Value.Name.Value, scaler.MaxReplicas.Value, scaler.MaxReplicas.Line));
        Assert.True(scaler.MinReplicas.IsAbsent);
    }

    [Fact]
    public void Disruption_budgets_hold_numbers_or_percentages()
    {
        var budget = Manifests.Spec<PodDisruptionBudgetSpec>("apiVersion: policy/v1\nkind: PodDisruptionBudget\nspec: { minAvailable: 50%, selector: { matchLabels: { app: orders } } }");

        Assert.Equal(("50%", "orders"), (budget.MinAvailable.Value, budget.MatchLabels["app"].Value));
        Assert.True(budget.MaxUnavailable.IsAbsent);
    }

    [Fact]
    public void Service_accounts_say_whether_they_mount_a_token()
    {
        Assert.Equal(3, Manifests.Spec<ServiceAccountSpec>("apiVersion: v1\nkind: ServiceAccount\nautomountServiceAccountToken: false").MountsToken.Line);
        Assert.True(Manifests.Spec<ServiceAccountSpec>("apiVersion: v1\nkind: ServiceAccount").MountsToken.IsAbsent);
    }

    [Fact]
    public void Items_of_a_list_have_their_records()
        => Assert.IsType<ServiceSpec>(Manifests.Single("apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: Service, spec: {} }").Spec);
}
