using MeshReady.Analyzers.Rules.Telemetry;
using MeshReady.CodeFixes.Rules.Telemetry;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Telemetry;

public sealed class MSA0401PropagationOffTests : RuleTest<MSA0401PropagationOffAnalyzer, MSA0401PropagationOffFix>
{
    private const string OfProcess = "every outgoing request of the process begins a trace of its own";
    private const string OfClient = "requests of this client begin traces of their own";

    [Theory]
    [InlineData("""{|#0:DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator()|};""", DiagnosticSeverity.Warning, "DistributedContextPropagator.Current", OfProcess)]
    [InlineData("""{|#0:System.Diagnostics.DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator()|};""", DiagnosticSeverity.Warning, "DistributedContextPropagator.Current", OfProcess)]
    [InlineData("""{|#0:AppContext.SetSwitch("System.Net.Http.EnableActivityPropagation", false)|};""", DiagnosticSeverity.Warning, "System.Net.Http.EnableActivityPropagation", OfProcess)]
    [InlineData("""{|#0:AppContext.SetSwitch(Switch, isEnabled: Off)|};""", DiagnosticSeverity.Warning, "System.Net.Http.EnableActivityPropagation", OfProcess)]
    [InlineData("""services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders")).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { {|#0:ActivityHeadersPropagator = null|} });""", DiagnosticSeverity.Warning, "ActivityHeadersPropagator", OfClient)]
    [InlineData("""var orders = new HttpClient(new SocketsHttpHandler { {|#0:ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator()|} }) { BaseAddress = new Uri("http://orders") }; _ = orders.GetStringAsync("/x");""", DiagnosticSeverity.Warning, "ActivityHeadersPropagator", OfClient)]
    [InlineData("""SocketsHttpHandler handler = new(); {|#0:handler.ActivityHeadersPropagator = null|};""", DiagnosticSeverity.Info, "ActivityHeadersPropagator", OfClient + "; right for strangers, wrong between services")]
    [InlineData("""{|#0:Activity.Current = null|}; _ = http.GetStringAsync("/x");""", DiagnosticSeverity.Info, "Activity.Current = null", "the calls below begin a trace of their own")]
    [InlineData("""using ({|#0:ExecutionContext.SuppressFlow()|}) { _ = Task.Run(() => http.GetStringAsync("/x")); }""", DiagnosticSeverity.Info, "ExecutionContext.SuppressFlow", "the calls within begin a trace of their own")]
    public Task Trace_that_is_kept(string statement, DiagnosticSeverity severity, string name, string effect)
        => VerifyResults(Program(statement), new DiagnosticResult("MSA0401", severity).WithLocation(0).WithArguments(name, effect));

    [Theory]
    [InlineData("""DistributedContextPropagator.Current = DistributedContextPropagator.CreatePassThroughPropagator();""")]
    [InlineData("""var none = DistributedContextPropagator.CreateNoOutputPropagator(); Console.WriteLine(none);""")]
    [InlineData("""AppContext.SetSwitch("System.Net.Http.EnableActivityPropagation", true);""")]
    [InlineData("""AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", false);""")]
    [InlineData("""services.AddHttpClient("github", c => c.BaseAddress = new Uri("https://api.github.com")).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ActivityHeadersPropagator = null });""")]
    [InlineData("""var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ActivityHeadersPropagator = null }); Console.WriteLine(invoker);""")]
    [InlineData("""var handler = new SocketsHttpHandler { ActivityHeadersPropagator = DistributedContextPropagator.CreateDefaultPropagator() }; Console.WriteLine(handler);""")]
    [InlineData("""Activity.Current = null; using var own = source.StartActivity("job"); _ = http.GetStringAsync("/x");""")]
    [InlineData("""Activity.Current = null; Console.WriteLine("done");""")]
    [InlineData("""using (ExecutionContext.SuppressFlow()) { _ = Task.Run(() => Console.WriteLine("x")); }""")]
    [InlineData("""var mine = new Mine.Handler { ActivityHeadersPropagator = null }; Console.WriteLine(mine);""")]
    [InlineData("""if (env.IsDevelopment()) AppContext.SetSwitch("System.Net.Http.EnableActivityPropagation", false);""")]
    public Task Trace_that_goes_on_or_is_nobodys(string statement) => Verify(Program(statement));

    [Fact]
    public Task Fix_removes_what_switches_off() => Verify(
        """
        using System;
        using System.Diagnostics;
        using System.Net.Http;

        class C
        {
            void M()
            {
                // Quiet at start-up
                [|DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator()|];
                Console.WriteLine("a"); // First
                [|AppContext.SetSwitch("System.Net.Http.EnableActivityPropagation", false)|];
                var http = new HttpClient(new SocketsHttpHandler { [|ActivityHeadersPropagator = null|], MaxConnectionsPerServer = 9 }) { BaseAddress = new Uri("http://orders") };
                Console.WriteLine(http.GetStringAsync("/x"));
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Net.Http;

        class C
        {
            void M()
            {
                // Quiet at start-up
                Console.WriteLine("a"); // First
                var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 9 }) { BaseAddress = new Uri("http://orders") };
                Console.WriteLine(http.GetStringAsync("/x"));
            }
        }
        """);

    [Fact]
    public Task What_may_begin_a_trace_on_purpose_gets_no_offer() => VerifyNoFix(Program("""{|MSA0401:Activity.Current = null|}; _ = http.GetStringAsync("/x");"""));

    [Fact]
    public Task Unfinished_code_is_silent() => Verify(Program("""AppContext.SetSwitch({|CS0103:Switc|}, false); DistributedContextPropagator.Current = {|CS0103:Distributed|}.CreateNoOutputPropagator();"""));

    [Fact]
    public Task Real_gRPC_and_YARP() => VerifyReal("""
        using System.Net.Http;
        using Grpc.Net.Client;
        using Yarp.ReverseProxy.Forwarder;

        class C
        {
            GrpcChannel Channel() => GrpcChannel.ForAddress("http://payments", new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { {|MSA0401:ActivityHeadersPropagator = null|} } });
            HttpMessageInvoker Proxy(IForwarderHttpClientFactory factory) => new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        }
        """, "Grpc.Net.Client", "Grpc.Net.Common", "Grpc.Core.Api", "Yarp.ReverseProxy");

    private static string Program(string statement) => $$"""
        using System;
        using System.Diagnostics;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        namespace Mine { class Handler { public object ActivityHeadersPropagator { get; set; } } }

        class C
        {
            private const string Switch = "System.Net.Http.EnableActivityPropagation";
            private const bool Off = false;

            void M(IServiceCollection services, HttpClient http, ActivitySource source, IHostEnvironment env)
            {
                {{statement}}
            }
        }
        """;
}
