using MeshReady.Analyzers.Rules.Lifecycle;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.Lifecycle;

public sealed class MSA0808ScheduledWorkInEveryReplicaTests : WorkloadTest<MSA0808ScheduledWorkInEveryReplicaAnalyzer>
{
    private static readonly (string Key, string Value)[] Dockerfile = [("build_property.MeshReadyDockerfile", "Dockerfile")];

    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { await bus.PublishAsync(1); await Task.Delay(1000, token); }", "Task.Delay", "PublishAsync")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5)); while (await timer.WaitForNextTickAsync(token)) await bus.PublishAsync(1);", "PeriodicTimer", "PublishAsync")]
    [InlineData("PeriodicTimer timer = new(TimeSpan.FromSeconds(5)); while (await timer.WaitForNextTickAsync(token)) await bus.PublishAsync(1);", "PeriodicTimer", "PublishAsync")]
    [InlineData("while (true) { bus.SaveChanges(); Thread.Sleep(1000); }", "Thread.Sleep", "SaveChanges")]
    [InlineData("var timer = new System.Threading.Timer(_ => bus.PublishAsync(1), null, 0, 1000); await Task.Delay(-1, token);", "Timer", "PublishAsync")]
    [InlineData("for (;;) { await http.PostAsync(\"/reports\", null, token); await Task.Delay(TimeSpan.FromHours(1), token); }", "Task.Delay", "PostAsync")]
    [InlineData("while (true) { await Push(); await Task.Delay(1000, token); }", "Task.Delay", "PublishAsync")]
    [InlineData("while (true) { await outbox.Push(); await Task.Delay(1000, token); }", "Task.Delay", "SaveChanges")]
    [InlineData("var gate = new SemaphoreSlim(1); while (true) { await gate.WaitAsync(token); try { await bus.PublishAsync(1); } finally { gate.Release(); } await Task.Delay(1000, token); }", "Task.Delay", "PublishAsync")]
    [InlineData("while (true) { try { await bus.PublishAsync(1); } finally { await Task.Delay(1000, token); } }", "Task.Delay", "PublishAsync")]
    public async Task Timer_writes_in_every_replica(string body, string timer, string write)
        => Assert.Equal(
            $"Info Program.cs:2 'Worker' is woken by '{timer}' in every replica and calls '{write}': two replicas, and the old and the new one during a rollout, do the work twice; make it a CronJob, or let a lease or a lock choose one",
            await Find(Program(body), [], Dockerfile));

    [Fact]
    public async Task Hosted_service_with_a_timer_of_its_own() => Assert.StartsWith("Info Program.cs:2 'Outgoing' is woken by 'Timer'", await Find("""
        WebApplication.Create(args).Run();
        class Outgoing(IBus bus) : IHostedService
        {
            private Timer? _timer;
            public Task StartAsync(CancellationToken token) { _timer = new Timer(Push, null, TimeSpan.Zero, TimeSpan.FromSeconds(1)); return Task.CompletedTask; }
            public Task StopAsync(CancellationToken token) { _timer?.Change(Timeout.Infinite, 0); return Task.CompletedTask; }
            private async void Push(object? state) => await bus.PublishAsync(1);
        }
        interface IBus { Task PublishAsync(int message); }
        """, [], Dockerfile));

    [Fact]
    public async Task Library_beside_manifests() => Assert.StartsWith("Info Program.cs:2 'Worker'", await Find(Program("while (true) { bus.SaveChanges(); await Task.Delay(1000, token); }").Replace("WebApplication.Create(args).Run();", "class Unused;"), [Deployment()], kind: OutputKind.DynamicallyLinkedLibrary));

    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { await Task.Delay(1000, token); }")]
    [InlineData("while (true) { GC.Collect(); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { _ = await http.GetStringAsync(\"/prices\", token); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { await bus.PublishAsync(await bus.Consume(token)); await Task.Delay(10, token); }")]
    [InlineData("await bus.PublishAsync(1);")]
    [InlineData("bus.SaveChanges(); while (await bus.Next() < 0) await Task.Delay(1000, token);")]
    [InlineData("await Task.Delay(1000, token); await bus.PublishAsync(1);")]
    [InlineData("while (!token.IsCancellationRequested) { try { await bus.PublishAsync(await bus.Next()); } catch (InvalidOperationException) { await Task.Delay(1000, token); } }")]
    [InlineData("while (true) { if (await bus.TryAcquireLock()) await bus.PublishAsync(1); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { var leaseId = await bus.Next(); if (leaseId > 0) await bus.PublishAsync(1); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { if (elector.IsLeader()) await bus.PublishAsync(1); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { await bus.PublishAsync(bus.Query(\"select id from outbox for update skip locked\")); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { await guarded.Push(); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { System.Diagnostics.Trace.Write(1); await Task.Delay(1000, token); }")]
    public async Task No_timer_no_write_or_taking_turns(string body) => Assert.Empty(await Find(Program(body), [], Dockerfile));

    [Fact]
    public async Task Program_on_a_desk() => Assert.Empty(await Find(Program("while (true) { bus.SaveChanges(); await Task.Delay(1000, token); }"), []));

    [Theory]
    [InlineData("StatefulSet", "replicas: 1", false)]
    [InlineData("StatefulSet", "replicas: 2", true)]
    [InlineData("Deployment", "replicas: 1", true)]
    public async Task Single_replica_of_a_StatefulSet_is_alone(string kind, string replicas, bool isFound)
    {
        var (name, content) = Deployment(spec: replicas);
        Assert.Equal(isFound, (await Find(Program("while (true) { bus.SaveChanges(); await Task.Delay(1000, token); }"), [(name, content.Replace("kind: Deployment", "kind: " + kind))])).Length > 0);
    }

    [Fact]
    public async Task Base_class_is_judged_where_it_is_used() => Assert.Empty(await Find(Program("while (true) { bus.SaveChanges(); await Task.Delay(1000, token); }").Replace("class Worker(", "abstract class Worker("), [], Dockerfile));

    [Fact]
    public async Task Class_of_the_same_base_name() => Assert.Empty(await Find("WebApplication.Create(args).Run(); class Worker(My.Bus bus) : My.BackgroundService { async Task Run() { while (true) { await bus.PublishAsync(); await Task.Delay(1000); } } } namespace My { class BackgroundService { } class Bus { public Task PublishAsync() => Task.CompletedTask; } }", [], Dockerfile));

    [Fact]
    public async Task Broken_code_is_read_without_failing() => Assert.Empty(await Find("WebApplication.Create(args).Run(); class Worker : BackgroundService { protected override Task ExecuteAsync( { while (true { Task.Delay(; ", [], Dockerfile, mayBreak: true));

    private static string Program(string body) => $$"""
        WebApplication.Create(args).Run();
        class Worker(IBus bus, System.Net.Http.HttpClient http, IOutbox outbox, IElector elector, Guarded guarded) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token) { await Task.Yield(); _ = (bus, http, outbox, elector, guarded); {{body}} }
            private Task Push() => bus.PublishAsync(1);
        }
        interface IBus { Task PublishAsync(int message); int SaveChanges(); Task<int> Consume(CancellationToken token); Task<int> Next(); Task<bool> TryAcquireLock(); int Query(string sql); }
        interface IElector { bool IsLeader(); }
        interface IOutbox { Task Push(); }
        class Outbox(IBus bus) : IOutbox { public Task Push() { bus.SaveChanges(); return Task.CompletedTask; } }
        class Guarded(IBus bus) { public async Task Push() { if (await bus.TryAcquireLock()) bus.SaveChanges(); } }
        """.Replace("private Task Push()", body.Contains("await Push()") ? "private Task Push()" : "private Task Other()").Replace("=> bus.PublishAsync(1);\n}", body.Contains("await Push()") ? "=> bus.PublishAsync(1);\n}" : "=> Task.CompletedTask;\n}");
}
