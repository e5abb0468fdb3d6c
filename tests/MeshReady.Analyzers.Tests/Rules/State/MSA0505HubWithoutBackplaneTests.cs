using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0505HubWithoutBackplaneTests : WorkloadTest<MSA0505HubWithoutBackplaneAnalyzer>
{
    private const string Signal = "builder.Services.AddSignalR();";
    private const string Chat = "\nclass Chat : Microsoft.AspNetCore.SignalR.Hub { public Task Say(string text) => Microsoft.AspNetCore.SignalR.ClientProxyExtensions.SendAsync(Clients.All, \"said\", text); }";

    private const string Packages = """

        static class Packages
        {
            public static Microsoft.AspNetCore.SignalR.ISignalRServerBuilder AddStackExchangeRedis(this Microsoft.AspNetCore.SignalR.ISignalRServerBuilder builder, string connection) => builder;
            public static Microsoft.AspNetCore.SignalR.ISignalRServerBuilder AddAzureSignalR(this Microsoft.AspNetCore.SignalR.ISignalRServerBuilder builder) => builder;
        }
        """;

    [Fact]
    public async Task Broadcast_without_a_backplane() => Assert.Equal(
        "Info Program.cs:2 'AddSignalR' has no backplane: 'Clients.All' reaches only clients that are connected to the same replica; add one such as AddStackExchangeRedis before a second replica runs",
        await Find(Program(Signal) + Chat, []));

    [Theory]
    [InlineData("class Chat : Hub { public Task Say(string room, string text) => Clients.Group(room).SendAsync(text); }", "Clients.Group")]
    [InlineData("class Chat : Hub { public Task Say(string text) => Clients.Others.SendAsync(text); }", "Clients.Others")]
    [InlineData("class Chat : Hub<IChat> { public Task Say(string user) => Clients.User(user).Said(); } public interface IChat { Task Said(); }", "Clients.User")]
    [InlineData("class Chat : Hub; class News(IHubContext<Chat> hub) { public Task Say() => hub.Clients.All.SendAsync(\"news\"); }", "Clients.All")]
    [InlineData("class Chat : Hub; class News(IHubContext<Chat> hub) { public Task Say(string id) { var clients = hub.Clients; return hub.Clients.Client(id).SendAsync(\"news\"); } }", "Clients.Client")]
    [InlineData("class Chat : Hub; class News(IHubContext<Chat> hub) { private readonly IHubContext<Chat> _hub = hub; public async Task Say() { await this._hub.Clients.Groups([\"a\", \"b\"]).SendAsync(\"news\"); } }", "Clients.Groups")]
    public async Task Message_to_connections_that_may_be_another_replicas(string types, string target)
        => Assert.StartsWith($"Info Program.cs:3 'AddSignalR' has no backplane: '{target}' reaches", await Find("using Microsoft.AspNetCore.SignalR;\n" + Program(Signal + " builder.Services.AddSignalR();") + types, []));

    [Theory]
    [InlineData("builder.Services.AddSignalR(o => o.EnableDetailedErrors = false).AddJsonProtocol();")]
    [InlineData("builder.Services.AddCors().AddSignalR();")]
    [InlineData("builder.Services.AddSignalR(); builder.Services.AddHealthChecks().AddCheck(\"self\", () => default).AddRedis(\"redis:6379\");")]
    [InlineData("if (!builder.Environment.IsDevelopment()) { builder.Services.AddSignalR(); }")]
    [InlineData("var services = builder.Services; services.AddSignalR();")]
    public async Task However_it_is_registered(string services) => Assert.StartsWith("Info Program.cs:2 'AddSignalR'", await Find(Program(services) + Chat + "static class Checks { public static IHealthChecksBuilder AddRedis(this IHealthChecksBuilder checks, string redis) => checks; }", []));

    [Fact]
    public async Task Endpoint_that_holds_the_context() => Assert.StartsWith("Info Program.cs:3", await Find("using Microsoft.AspNetCore.SignalR;\n" + Program(
        Signal,
        "app.MapPost(\"/news\", (IHubContext<Chat> hub, string text) => hub.Clients.All.SendAsync(\"news\", text));") + "class Chat : Hub;", []));

    [Fact]
    public async Task Replicas_are_told_by_1233_unless_it_is_off()
    {
        var three = Deployment(spec: "replicas: 3");

        Assert.Empty(await Find(Program(Signal) + Chat, [three]));
        Assert.StartsWith("Warning", await Find(Program(Signal) + Chat, [three], off: ["MSA1233"]));
    }

    [Fact]
    public async Task Affinity_does_not_carry_a_message_to_another_replica()
        => Assert.StartsWith("Warning", await Find(Program(Signal) + Chat, [Deployment(spec: "replicas: 3"), Service("sessionAffinity: ClientIP")]));

    [Fact]
    public async Task One_replica_needs_no_backplane() => Assert.Empty(await Find(Program(Signal) + Chat, [Deployment(spec: "replicas: 1")]));

    [Fact]
    public async Task Unknown_number_of_replicas_is_worth_a_remark() => Assert.StartsWith("Info", await Find(Program(Signal) + Chat, [Deployment()]));

    [Theory]
    [InlineData("builder.Services.AddSignalR().AddStackExchangeRedis(\"redis\");")]
    [InlineData("builder.Services.AddSignalR().AddJsonProtocol().AddStackExchangeRedis(\"redis\");")]
    [InlineData("var hubs = builder.Services.AddSignalR(); hubs.AddStackExchangeRedis(\"redis\");")]
    [InlineData("builder.Services.AddSignalR().AddAzureSignalR();")]
    [InlineData("var hubs = builder.Services.AddSignalR(); if (args.Length > 0) hubs.AddAzureSignalR();")]
    [InlineData("Extend(builder.Services.AddSignalR()); static void Extend(Microsoft.AspNetCore.SignalR.ISignalRServerBuilder hubs) { }")]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddSignalR();")]
    [InlineData("builder.Services.AddSingleton(typeof(Microsoft.AspNetCore.SignalR.HubLifetimeManager<>), typeof(Microsoft.AspNetCore.SignalR.DefaultHubLifetimeManager<>)); builder.Services.AddSignalR();")]
    public async Task Backplane_or_maybe_one(string services) => Assert.Empty(await Find(Program(services) + Chat + Packages, []));

    [Theory]
    [InlineData("class Chat : Hub { public Task Say(string text) => Clients.Caller.SendAsync(text); }")]
    [InlineData("class Chat : Hub { public string Say(string text) => text; }")]
    [InlineData("class Chat : Hub; class Crm { public Book Clients { get; } = new(); public string First() => Clients.All; } class Book { public string All => \"\"; }")]
    public async Task Hub_that_answers_its_caller_only(string types) => Assert.Empty(await Find("using Microsoft.AspNetCore.SignalR;\n" + Program(Signal) + types, []));

    [Fact]
    public async Task House_method_said_to_bring_a_backplane() => Assert.Empty(await Find(
        Program(Signal + " builder.Services.AddOurDefaults();") + Chat + "static class Ours { public static void AddOurDefaults(this IServiceCollection services) { } }",
        [],
        [("meshready.provides.AddOurDefaults", "backplane")]));

    [Fact]
    public async Task Hub_of_a_referenced_project()
    {
        const string Library = "using System.Threading.Tasks; using Microsoft.AspNetCore.SignalR; using Microsoft.Extensions.DependencyInjection; namespace Company { public class Chat : Hub { public Task Say(string text) => Clients.All.SendAsync(text); } public static class Hubs { public static void AddHubs(this IServiceCollection services) { services.AddSignalR(); } } }";

        Assert.StartsWith("Info Program.cs:3 'AddSignalR'", await Find("using Company;\n" + Program("builder.Services.AddHubs();"), [], library: Library, showsSource: true));
    }

    [Fact]
    public async Task Real_backplane_of_the_package() => Assert.Empty(await Find(
        Program("builder.Services.AddSignalR().AddStackExchangeRedis(\"redis:6379\");") + Chat,
        [],
        packages: ["Microsoft.AspNetCore.SignalR.StackExchangeRedis", "StackExchange.Redis"]));

    [Fact]
    public async Task Method_of_the_same_name_is_somebody_elses()
        => Assert.Empty(await Find(Program("new My.Box().AddSignalR();") + Chat + "namespace My { class Box { public void AddSignalR() { } } }", []));

    [Fact]
    public async Task Code_that_is_being_typed() => Assert.Empty(await Find(Program("builder.Services.AddSignalR(") + "class Chat : Microsoft.AspNetCore.SignalR.Hub { Task Say() => Clients.", [], mayBreak: true));
}
