using MeshReady.Analyzers.Rules.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Lifecycle;

public sealed class MSA0806AbruptTerminationTests : RuleTest<MSA0806AbruptTerminationAnalyzer>
{
    [Theory]
    [InlineData("System.Net.Sockets.TcpListener _door = new(System.Net.IPAddress.Any, 1); protected override async Task ExecuteAsync(CancellationToken token) { while (true) { var c = await _door.AcceptTcpClientAsync(); Console.WriteLine(c); } } public override Task StopAsync(CancellationToken token) { _door.Stop(); return base.StopAsync(token); }")]
    [InlineData("System.Net.HttpListener _door = new(); protected override async Task ExecuteAsync(CancellationToken token) { while (true) { var c = await _door.GetContextAsync(); Console.WriteLine(c); } } public override async Task StopAsync(CancellationToken token) { _door.Close(); await base.StopAsync(token); }")]
    [InlineData("System.Threading.Channels.Channel<int> _work = System.Threading.Channels.Channel.CreateUnbounded<int>(); protected override async Task ExecuteAsync(CancellationToken token) { while (true) { Console.WriteLine(await _work.Reader.ReadAsync()); } } public override Task StopAsync(CancellationToken token) { _work.Writer.Complete(); return base.StopAsync(token); }")]
    [InlineData("protected override async Task ExecuteAsync(CancellationToken token) { using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); token.Register(() => timer.Dispose()); while (await timer.WaitForNextTickAsync()) Console.WriteLine(1); }")]
    [InlineData("protected override async Task ExecuteAsync(CancellationToken token) { var door = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 1); using var _ = token.Register(door.Dispose); while (true) { var c = await door.AcceptTcpClientAsync(); Console.WriteLine(c); } }")]
    public Task Loop_ends_when_what_it_waits_for_is_closed(string members) => VerifyProgram(Program("", "class Worker : BackgroundService { " + members + " }"));

    private const string Usings = """
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    [Theory]
    [InlineData("""app.MapPost("/stop", () => { [|Environment.Exit(0)|]; });""")]
    [InlineData("""app.MapPost("/stop", void () => Environment.[|FailFast("gone")|]);""")]
    [InlineData("""app.MapPost("/stop", () => System.Environment.[|Exit(1)|]);""")]
    [InlineData("""app.MapPost("/stop", () => Process.GetCurrentProcess().[|Kill()|]);""")]
    [InlineData("""app.MapPost("/stop", Stop); static void Stop() => Environment.[|Exit(0)|];""")]
    [InlineData("""app.Use(async (context, next) => { try { await next(context); } catch (InvalidOperationException) { Environment.[|Exit(1)|]; } });""")]
    public Task Request_ends_the_process(string code) => VerifyProgram(Program(code.Replace("[|Environment.Exit(0)|]", "Environment.[|Exit(0)|]")));

    [Theory]
    [InlineData("class Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) { try { return Task.Delay(1, token); } catch (Exception) { Environment.[|Exit(1)|]; throw; } } }")]
    [InlineData("class Work : IHostedService { public Task StartAsync(CancellationToken token) => Task.CompletedTask; public Task StopAsync(CancellationToken token) { Environment.[|Exit(0)|]; return Task.CompletedTask; } }")]
    [InlineData("class Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) { Lost(); return Task.CompletedTask; } void Lost() => Process.GetCurrentProcess().[|Kill(true)|]; }")]
    [InlineData("""[ApiController] public class OrdersController : ControllerBase { [HttpPost] public void Post() => Environment.[|FailFast("broken")|]; }""")]
    [InlineData("class Guard(RequestDelegate next) { public Task InvokeAsync(HttpContext context) { if (context.Request.Path == \"/x\") Environment.[|Exit(1)|]; return next(context); } }")]
    public Task Service_ends_the_process(string type) => VerifyProgram(Program("", type));

    [Theory]
    [InlineData("[|while (true)|] { Work(); Thread.Sleep(1000); }")]
    [InlineData("[|for (;;)|] { await Task.Delay(1000); Work(); }")]
    [InlineData("[|do|] { Work(); await Task.Delay(1000); } while (true);")]
    [InlineData("await Task.Run(async () => { [|while (true)|] { Work(); await Task.Delay(1000); } });")]
    [InlineData("[|while (true)|] { try { Work(); } catch (InvalidOperationException e) { Console.WriteLine(e); } foreach (var i in new[] { 1 }) { if (i > 0) break; } await Task.Delay(1000); }")]
    [InlineData("_ = token; [|while (true)|] { switch (Environment.TickCount) { case 1: break; } await Task.Delay(1000); }")]
    public Task Loop_ignores_that_the_host_stops(string loop) => VerifyProgram(Program("", Worker(loop)));

    [Fact]
    public Task Loop_stands_in_another_method_of_the_hosted_service() => VerifyProgram(Program("", """
        class Clock : IHostedService
        {
            private readonly CancellationTokenSource _source = new();
            private Task _task;
            public Task StartAsync(CancellationToken token) { _task = Task.Run(() => Tick(), _source.Token); return Task.CompletedTask; }
            public Task StopAsync(CancellationToken token) { _source.Cancel(); return _task; }
            private void Tick() { [|while (true)|] { Thread.Sleep(1000); } }
        }
        """));

    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { Work(); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { Work(); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); Work(); }")]
    [InlineData("while (true) { if (token.IsCancellationRequested) break; Work(); }")]
    [InlineData("var ct = token; while (true) { await Task.Delay(1000, ct); }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); while (await timer.WaitForNextTickAsync(token)) Work();")]
    [InlineData("while (true) { Work(); if (Environment.TickCount > 5) return; }")]
    [InlineData("while (true) { Work(); if (Environment.TickCount > 5) break; }")]
    [InlineData("while (_running) { Work(); await Task.Delay(1000); }")]
    [InlineData("for (var i = 0; i < 3; i++) Work();")]
    public Task Loop_ends_with_the_host_or_by_itself(string loop) => VerifyProgram(Program("", Worker(loop)));

    [Theory]
    [InlineData("if (args.Length == 0) { Environment.Exit(1); }")]
    [InlineData("try { app.Start(); } catch (Exception) { Environment.Exit(1); }")]
    [InlineData("Environment.ExitCode = 1;")]
    [InlineData("Check(); static void Check() { if (Environment.GetEnvironmentVariable(\"X\") is null) Environment.Exit(2); }")]
    [InlineData("AppDomain.CurrentDomain.UnhandledException += (_, _) => Environment.Exit(1);")]
    [InlineData("""app.MapPost("/stop", (IHostApplicationLifetime lifetime) => lifetime.StopApplication());""")]
    [InlineData("""if (app.Environment.IsDevelopment()) app.MapPost("/stop", () => Environment.Exit(0));""")]
    [InlineData("""app.MapPost("/stop", () => Process.Start("convert").Kill());""")]
    [InlineData("""app.MapPost("/work", () => { try { GC.Collect(); } catch (OutOfMemoryException) { Environment.FailFast("out of memory"); } });""")]
    public Task Start_or_stop_of_the_program_is_no_service(string code) => VerifyProgram(Program(code));

    [Fact]
    public Task Tool_without_a_host_may_end_itself() => VerifyProgram(Usings + "while (true) { Environment.Exit(0); } class Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) { Environment.Exit(1); return Task.CompletedTask; } }");

    [Fact]
    public Task Loop_of_a_class_that_no_host_runs() => VerifyProgram(Program("", "class Pump { public void Run() { while (true) { Thread.Sleep(1000); } } }"));

    [Fact]
    public Task Types_of_the_same_name() => VerifyProgram(Program("""app.MapPost("/stop", () => My.Environment.Exit(0));""", """
        namespace My { static class Environment { public static void Exit(int code) { } } abstract class BackgroundService { } class Work : BackgroundService { void Run() { while (true) { Thread.Sleep(1000); } } } }
        """));

    [Fact]
    public Task Broken_code_is_read_without_failing() => VerifyProgram(Program("", "class Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) { [|while (true)|] { {|CS0103:Unknown|}(); } } }"));

    [Fact]
    public Task Message_names_what_happens() => VerifyResultsOfProgram(
        Program("""app.MapPost("/stop", () => Environment.{|#0:Exit(0)|});"""),
        new DiagnosticResult("MSA0806", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("'Environment.Exit' ends the process", "requests and messages in hand are lost, and nothing is flushed or disposed", "call IHostApplicationLifetime.StopApplication, or throw"));

    [Fact]
    public Task Real_types_of_a_consumer() => VerifyRealProgram(
        Usings + """
        using Confluent.Kafka;

        WebApplication.Create(args).Run();

        class Orders(IConsumer<string, string> consumer) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() =>
            {
                [|while (true)|]
                {
                    var order = consumer.Consume();
                    Console.WriteLine(order.Message.Value);
                }
            });
        }
        """,
        "Confluent.Kafka");

    private static string Worker(string loop) => $"class Worker : BackgroundService {{ bool _running = true; protected override async Task ExecuteAsync(CancellationToken token) {{ await Task.Yield(); {loop} }} void Work() => _running = !_running; }}";

    private static string Program(string code, string rest = "") => Usings + $"var app = WebApplication.CreateBuilder(args).Build();\n{code}\napp.Run();\n{rest}";
}
