using MeshReady.Analyzers.Rules.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Lifecycle;

public sealed class MSA0802ClusterMutationTests : RuleTest<MSA0802ClusterMutationAnalyzer>
{
    [Theory]
    // Objects that live and die with what a service does: pods, volumes and names of users' work.
    [InlineData("await kubernetes.CoreV1.CreateNamespacedPodAsync(new V1Pod(), \"games\");")]
    [InlineData("await kubernetes.CoreV1.DeleteNamespacedPodAsync(\"game-1\", \"games\");")]
    [InlineData("await kubernetes.CoreV1.CreateNamespacedPersistentVolumeClaimAsync(new V1PersistentVolumeClaim(), \"games\");")]
    [InlineData("await kubernetes.BatchV1.DeleteNamespacedJobAsync(\"report\", \"shop\");")]
    [InlineData("await kubernetes.AuthenticationV1.CreateTokenReviewAsync(new V1TokenReview());")]
    [InlineData("await kubernetes.AuthorizationV1.CreateSubjectAccessReviewAsync(new V1SubjectAccessReview());")]
    [InlineData("await kubernetes.CoreV1.CreateNamespacedConfigMapAsync(map, \"shop\", dryRun: \"All\");")]
    public Task Run_time_is_where_these_belong(string statements) => VerifyReal(With("using k8s; using k8s.Models;\n", statements), "KubernetesClient");

    private const string Using = "using System; using System.Diagnostics; using System.Threading; using System.Threading.Tasks; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.Hosting;\n";

    private static string With(string client, string statements) => Using + client + $$"""
        public class Platform(IKubernetes kubernetes) : ControllerBase
        {
            private const string Istio = "networking.istio.io";
            private readonly GenericClient _routes = new(kubernetes, Istio, "v1", "virtualservices");

            public async Task<object?> Change(V1Patch patch, V1Deployment deployment, V1ConfigMap map, string group)
            {
                await Task.Yield();
                {{statements}}
                return null;
            }
        }
        """;

    private static string Programs(string statements) => Using + $$"""
        public class Platform : BackgroundService
        {
            private const string Kubectl = "kubectl";
            private static readonly string[] Upgrade = ["upgrade", "--install", "shop", "./chart"];

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Task.Yield();
                {{statements}}
            }

            private void Start(string arguments, string name) { }
        }
        """;

    [Theory]
    [InlineData("await kubernetes.AppsV1.[|PatchNamespacedDeploymentAsync(patch, \"orders\", \"shop\")|];")]
    [InlineData("return kubernetes.AppsV1.[|PatchNamespacedDeploymentScale(patch, \"orders\", \"shop\")|];")]
    [InlineData("await kubernetes.AppsV1.[|CreateNamespacedDeploymentAsync(deployment, \"shop\")|];")]
    [InlineData("await kubernetes.CoreV1.[|ReplaceNamespacedConfigMapAsync(map, \"flags\", \"shop\")|];")]
    [InlineData("await kubernetes.CoreV1.[|DeleteNamespacedServiceAsync(\"orders\", \"shop\")|];")]
    [InlineData("await AppsV1OperationsExtensions.[|PatchNamespacedStatefulSetAsync(kubernetes.AppsV1, patch, \"orders\", \"shop\")|];")]
    [InlineData("await kubernetes.CustomObjects.[|PatchNamespacedCustomObjectAsync(patch, Istio, \"v1\", \"shop\", \"virtualservices\", \"orders\")|];")]
    [InlineData("await kubernetes.CustomObjects.[|PatchNamespacedCustomObjectAsync(patch, group: \"argoproj.io\", version: \"v1alpha1\", namespaceParameter: \"shop\", plural: \"rollouts\", name: \"orders\")|];")]
    [InlineData("using var answer = await kubernetes.AppsV1.[|PatchNamespacedDeploymentWithHttpMessagesAsync(patch, \"orders\", \"shop\")|];")]
    [InlineData("var apps = kubernetes.AppsV1; Func<Task> later = () => apps.[|DeleteNamespacedDeploymentAsync(\"orders\", \"shop\")|]; await later();")]
    [InlineData("await _routes.[|PatchNamespacedAsync<V1Deployment>(patch, \"shop\", \"orders\")|];")]
    [InlineData("await new GenericClient(kubernetes, \"apps\", \"v1\", \"deployments\").[|DeleteNamespacedAsync<V1Deployment>(\"shop\", \"orders\")|];")]
    public Task Service_writes_the_cluster(string statements) => VerifyReal(With("using k8s; using k8s.Models;\n", statements), "KubernetesClient");

    [Theory]
    // Reading is no change.
    [InlineData("return await kubernetes.AppsV1.ReadNamespacedDeploymentAsync(\"orders\", \"shop\");")]
    [InlineData("return await kubernetes.CoreV1.ListNamespacedServiceAsync(\"shop\");")]
    // Made at run time by right.
    [InlineData("await kubernetes.BatchV1.CreateNamespacedJobAsync(new V1Job(), \"shop\");")]
    [InlineData("await kubernetes.CoordinationV1.ReplaceNamespacedLeaseAsync(new V1Lease(), \"orders\", \"shop\");")]
    [InlineData("await kubernetes.EventsV1.CreateNamespacedEventAsync(new Eventsv1Event(), \"shop\");")]
    [InlineData("await kubernetes.AppsV1.PatchNamespacedDeploymentStatusAsync(patch, \"orders\", \"shop\");")]
    // Nobody knows whose object it is, or it is the project's own.
    [InlineData("await kubernetes.CustomObjects.PatchNamespacedCustomObjectAsync(patch, group, \"v1\", \"shop\", \"things\", \"orders\");")]
    [InlineData("await kubernetes.CustomObjects.PatchNamespacedCustomObjectAsync(patch, \"shop.contoso.com\", \"v1\", \"shop\", \"orders\", \"one\");")]
    [InlineData("await new GenericClient(kubernetes, \"shop.contoso.com\", \"v1\", \"orders\").DeleteNamespacedAsync<V1Deployment>(\"shop\", \"one\");")]
    public Task Service_leaves_the_cluster_alone(string statements) => VerifyReal(With("using k8s; using k8s.Models;\n", statements), "KubernetesClient");

    [Fact]
    public Task Operator_has_resources_of_its_own() => VerifyReal(With(
        "using k8s; using k8s.Models;\n[KubernetesEntity(Group = \"shop.contoso.com\", ApiVersion = \"v1\", Kind = \"Order\", PluralName = \"orders\")]\npublic class Order;\n",
        "await kubernetes.AppsV1.PatchNamespacedDeploymentAsync(patch, \"orders\", \"shop\");"), "KubernetesClient");

    [Fact]
    public Task Operator_elects_a_leader() => VerifyReal(With(
        "using k8s; using k8s.Models; using k8s.LeaderElection;\npublic class Leading { public LeaderElector? Elector { get; set; } }\n",
        "await kubernetes.AppsV1.PatchNamespacedDeploymentAsync(patch, \"orders\", \"shop\");"), "KubernetesClient");

    [Theory]
    [InlineData("Process.[|Start(\"kubectl\", \"apply -f deployment.yaml\")|];")]
    [InlineData("Process.[|Start(Kubectl, \"-n shop scale deployment/orders --replicas=3\")|];")]
    [InlineData("using var process = Process.Start([|new ProcessStartInfo(\"helm\", \"upgrade --install shop ./chart\")|]);")]
    [InlineData("using var process = new Process { StartInfo = [|new ProcessStartInfo { FileName = \"/usr/local/bin/kubectl\", Arguments = $\"rollout restart deployment/{Kubectl}\" }|] };")]
    [InlineData("var info = [|new ProcessStartInfo { FileName = \"istioctl\" }|]; info.Arguments = \"install -y\"; Process.Start(info);")]
    [InlineData("var info = [|new ProcessStartInfo(\"argocd\")|]; info.ArgumentList.Add(\"app\"); info.ArgumentList.Add(\"sync\"); info.ArgumentList.Add(\"shop\");")]
    [InlineData("Process.[|Start(\"helm\", Upgrade)|];")]
    [InlineData("Process.[|Start(\"/bin/sh\", \"-c \\\"kubectl delete pod -l app=orders && kubectl apply -f x.yaml\\\"\")|];")]
    [InlineData("Process.[|Start(\"docker.exe\", [\"compose\", \"up\", \"-d\"])|];")]
    [InlineData("Process.[|Start(\"kops\", \"update cluster --yes\")|]; Process.[|Start(\"eksctl\", \"scale nodegroup --nodes 5\")|];")]
    public Task Service_starts_a_program_that_writes_the_cluster(string statements) => Verify(Programs(statements));

    [Theory]
    [InlineData("Process.Start(\"kubectl\", \"get pods -o json\");")]
    [InlineData("Process.Start(\"kubectl\", \"-n shop rollout status deployment/orders\");")]
    [InlineData("Process.Start(\"kubectl\", \"-n apply get pods\");")]
    [InlineData("Process.Start(\"helm\", \"list --all\");")]
    [InlineData("Process.Start(\"docker\", \"ps\");")]
    [InlineData("Process.Start(new ProcessStartInfo(\"ffmpeg\", \"-i apply.mp4\"));")]
    [InlineData("Process.Start(\"/bin/sh\", \"-c \\\"echo kubectl apply later\\\"\".Replace(\"kubectl\", \"\"));")]
    [InlineData("Start(\"kubectl\", \"apply -f x.yaml\");")]
    [InlineData("var text = \"kubectl apply -f x.yaml\"; Console.WriteLine(text);")]
    [InlineData("using var process = new Process(); process.Start();")]
    public Task Service_starts_nothing_that_writes_the_cluster(string statements) => Verify(Programs(statements));

    [Fact]
    public Task Deployment_tool_without_a_host_is_silent() => VerifyProgram(Using + "Process.Start(\"kubectl\", \"apply -f \" + args[0]);");

    [Fact]
    public Task Endpoint_of_a_program_is_found() => VerifyProgram(Using + """
        using Microsoft.AspNetCore.Builder;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/scale/{count}", (int count) => { Process.[|Start("kubectl", $"scale deployment/orders --replicas={count}")|]; });
        app.Run();
        """);

    [Fact]
    public Task Only_development_starts_containers() => Verify(Using + """
        public class Local(IHostEnvironment environment)
        {
            public void Start() { if (environment.IsDevelopment()) Process.Start("docker", "compose up -d"); }
        }
        """);

    [Fact]
    public Task What_is_new_no_sync_undoes() => VerifyResults(
        Using + """
        public class Platform(k8s.Client client) : ControllerBase
        {
            [HttpPost] public Task Add(object deployment) => client.{|#0:CreateNamespacedDeploymentAsync(deployment, "shop")|};
        }

        namespace k8s { public class Client { public Task CreateNamespacedDeploymentAsync(object deployment, string space) => Task.FromResult((deployment, space)); } }
        """,
        new DiagnosticResult("MSA0802", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("This creates a Deployment at run time: Git does not know of it, so that nothing restores or removes it, and the service needs rights over its neighbours; declare it in Git and let Argo CD or Flux apply it"));

    [Fact]
    public Task Library_is_only_remarked_and_unknown_arguments_may_only_read() => VerifyResults(
        Using + """
        public class Runner
        {
            public void Apply() => Process.{|#0:Start("kubectl", "apply -f x.yaml")|};
            public void Run(string arguments) => Process.Start("kubectl", arguments);
            public void Read(string[] words) { var info = new ProcessStartInfo("kubectl"); foreach (var word in words) info.ArgumentList.Add(word); Process.Start(info); }
        }
        """,
        new DiagnosticResult("MSA0802", DiagnosticSeverity.Info).WithLocation(0).WithMessage("This changes the cluster by 'kubectl apply' at run time: the next sync from Git undoes it (Argo CD with selfHeal within seconds), and the service needs rights over its neighbours; let a pipeline or Argo CD apply what stands in Git"));

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify("""
        namespace My
        {
            public class Process { public static void Start(string program, string arguments) { } }
            public class Client { public void PatchNamespacedDeployment(object patch, string name, string space) { } }
            public class C { public void M(Client client) { client.PatchNamespacedDeployment(1, "a", "b"); Process.Start("kubectl", "apply -f x"); } }
        }
        """);

    [Fact]
    public Task Broken_code_is_silent() => Verify(Using + """
        public class C { public void M() { Process.{|CS1501:Start|}("kubectl", "apply", 1, 2, 3, 4, 5, 6, 7); {|CS0103:Unknown|}.PatchNamespacedDeployment(); Process.Start({|CS0103:Tool|}, "apply"); } }
        """);
}
