using MeshReady.Tool.Discovery;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Protos;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;
using NuGet.Versioning;

namespace MeshReady.Tool.Tests;

/// <summary>From a folder to compilations: sources, usings, references, protos, manifests.</summary>
public sealed class LoadingTests
{
    private static readonly FrameworkPacks Packs = FrameworkPacks.Locate();

    private static async Task<Diagnostic[]> Errors(TempFolder folder, string project)
    {
        var target = Target.Of(folder.Path).Target!;
        using var checkout = new CheckoutLoader(Packs, [PackageStore.Shipped()]).Load(target, TestContext.Current.CancellationToken);
        var compilation = await checkout.Workspace.CurrentSolution.Projects.Single(p => p.Name == project).GetCompilationAsync(TestContext.Current.CancellationToken);
        return [.. compilation!.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)];
    }

    [Fact]
    public async Task Web_service_with_implicit_usings_compiles()
    {
        using var folder = new TempFolder().WithService("Front", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => Max(1, 2)); app.Run();", items: "<Using Include=\"System.Math\" Static=\"true\" /><Using Include=\"System.Text.StringBuilder\" Alias=\"SB\" />");
        Assert.Empty(await Errors(folder, "Front"));
    }

    [Fact]
    public async Task Removed_using_is_not_there()
    {
        using var folder = new TempFolder().WithService("Front", "List<int> a = [];", items: "<Using Remove=\"System.Collections.Generic\" />");
        Assert.Equal("CS0246", Assert.Single(await Errors(folder, "Front")).Id);
    }

    [Fact]
    public async Task Hosting_brings_the_binder_along()
    {
        using var folder = new TempFolder()
            .With("W/W.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Worker\"><PropertyGroup><TargetFramework>net8.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><PackageReference Include=\"Microsoft.Extensions.Hosting\" Version=\"8.0.0\" /></ItemGroup></Project>")
            .With("W/A.cs", "Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => services.Configure<A>(context.Configuration.GetSection(\"A\"))).Build().Run(); class A { string M(IConfiguration c) => c.GetValue<string>(\"a\"); }");
        Assert.Empty(await Errors(folder, "W"));
    }

    [Fact]
    public async Task Library_takes_the_extensions_it_names_from_the_framework()
    {
        using var folder = new TempFolder()
            .With("L/L.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"Microsoft.Extensions.Http\" Version=\"8.0.0\" /></ItemGroup></Project>")
            .With("L/A.cs", "using Microsoft.Extensions.DependencyInjection; class A { void M(IServiceCollection s) => s.AddHttpClient(\"a\"); }");
        Assert.Empty(await Errors(folder, "L"));
        folder.With("L/B.cs", "class B { Microsoft.AspNetCore.Http.HttpContext C; }");
        Assert.NotEmpty(await Errors(folder, "L"));
    }

    [Fact]
    public async Task Packages_and_internals_of_referenced_projects_are_seen()
    {
        using var folder = new TempFolder()
            .With("Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include=\"Polly\" Version=\"7.2.3\" /></ItemGroup></Project>")
            .With("L/L.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"Polly\" /><InternalsVisibleTo Include=\"Front\" /></ItemGroup></Project>")
            .With("L/A.cs", "public class A { internal static Polly.IAsyncPolicy P; }")
            .WithService("Front", "A.P = Polly.Policy.Handle<System.Exception>().WaitAndRetryAsync(3, _ => default); using Polly;".Replace(" using Polly;", "", StringComparison.Ordinal).Insert(0, "using Polly; "), items: "<ProjectReference Include=\"../L/L.csproj\" />");
        Assert.Empty(await Errors(folder, "Front"));
    }

    [Theory]
    [InlineData("7.2.3", "7.2.4")]
    [InlineData("8.0.0", "8.9.1")]
    [InlineData("6.0.0", "7.2.4")]
    [InlineData("", "8.9.1")]
    [InlineData("[7.0.0, 8.0.0)", "7.2.4")]
    [InlineData("not a version", "8.9.1")]
    public void Shipped_library_of_the_nearest_major_is_taken(string wanted, string expected)
    {
        var assemblies = new PackageResolver(Packs, [PackageStore.Shipped()]).Resolve([("Polly", wanted)], usesAspNetCore: false).Assemblies;
        Assert.Contains(assemblies, a => a.Replace('\\', '/').EndsWith($"/Polly/{expected}/Polly.dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Package_that_the_checkout_makes_is_read_from_its_project()
    {
        using var folder = new TempFolder()
            .With("Messaging/Messaging.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework><AssemblyName>House.Messaging</AssemblyName></PropertyGroup></Project>")
            .With("Messaging/A.cs", "namespace House.Messaging; public interface IPublisher;")
            .With("Orders/Orders.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"house.messaging\" Version=\"1.0.0\" /></ItemGroup></Project>")
            .With("Orders/A.cs", "class A(House.Messaging.IPublisher publisher) { object B => publisher; }");
        Assert.Empty(await Errors(folder, "Orders"));

        // What was restored is that package, whatever stands next door.
        folder.With("Orders/obj/project.assets.json", """{ "version": 3, "targets": { "net8.0": {} }, "libraries": {}, "packageFolders": {}, "project": { "frameworks": { "net8.0": { "dependencies": { "House.Messaging": { "target": "Package", "version": "[1.0.0, )" } } } } } }""");
        Assert.NotEmpty(await Errors(folder, "Orders"));
    }

    [Fact]
    public void Package_folder_gives_the_nearest_version_and_its_closure()
    {
        using var folder = new TempFolder();
        Package("a", "1.0.0", "lib/netstandard2.0", "A.dll", "<dependency id=\"B\" version=\"2.0.0\" />");
        Package("a", "1.5.0", "lib/netstandard2.0", "A.dll", "<dependency id=\"B\" version=\"2.0.0\" />");
        Package("b", "2.1.0", "lib/net8.0", "B.dll", "");
        folder.With("b/2.1.0/lib/netstandard2.0/B.dll", "").With("b/2.1.0/ref/net6.0/B.dll", "");
        var store = new PackageStore(folder.Path);

        Assert.Equal("1.5.0", store.Find("A", NuGetVersion.Parse("1.2.0"), anyMajor: false)!.Version.ToString());
        Assert.Equal("1.5.0", store.Find("A", NuGetVersion.Parse("1.9.0"), anyMajor: false)!.Version.ToString());
        Assert.Null(store.Find("A", NuGetVersion.Parse("3.0.0"), anyMajor: false));
        var resolution = new PackageResolver(Packs, [store]).Resolve([("A", "1.0.0"), ("Nowhere", "1.0.0")], usesAspNetCore: false);
        Assert.Contains(folder["a/1.0.0/lib/netstandard2.0/A.dll"], resolution.Assemblies);
        Assert.Contains(folder["b/2.1.0/ref/net6.0/B.dll"], resolution.Assemblies);
        Assert.Equal(["Nowhere"], resolution.Missing);

        void Package(string id, string version, string lib, string dll, string dependencies)
            => folder.With($"{id}/{version}/{lib}/{dll}", "").With($"{id}/{version}/{id}.nuspec", $"<package><metadata><id>{id}</id><version>{version}</version><authors>a</authors><description>d</description><dependencies><group targetFramework=\".NETStandard2.0\">{dependencies}</group></dependencies></metadata></package>");
    }

    [Fact]
    public async Task Proto_declarations_compile_and_can_be_called()
    {
        using var folder = new TempFolder()
            .WithService("Front", """
                var client = new Orders.V1.OrderService.OrderServiceClient(Grpc.Net.Client.GrpcChannel.ForAddress("http://orders"));
                var reply = await client.PlaceAsync(new Orders.V1.PlaceRequest { CustomerId = "a", Lines = { new Orders.V1.PlaceRequest.Types.Line { Count = 2 } }, Kind = Orders.V1.Kind.Express }, deadline: DateTime.UtcNow);
                client.Place(new(), new Grpc.Core.CallOptions());
                using var watch = client.Watch(new Google.Protobuf.WellKnownTypes.Empty());
                var upload = client.Upload(); await upload.RequestStream.WriteAsync(new());
                var chat = client.Chat(); await chat.RequestStream.CompleteAsync();
                Console.WriteLine($"{reply.At.ToDateTime()} {reply.Labels["x"]} {reply.ResultCase} {reply.Note} {reply.HasNote} {reply.Maybe}");
                class Server : Orders.V1.OrderService.OrderServiceBase { public override Task<Orders.V1.PlaceReply> Place(Orders.V1.PlaceRequest request, Grpc.Core.ServerCallContext context) => Task.FromResult(new Orders.V1.PlaceReply { Message = "m", Error = new() }); }
                """, items: "<PackageReference Include=\"Grpc.AspNetCore\" Version=\"2.60.0\" /><Protobuf Include=\"protos/*.proto\" ProtoRoot=\"protos\" />")
            .With("Front/protos/orders.proto", """
                syntax = "proto3"; // comment
                package shop.orders;
                option csharp_namespace = "Orders.V1";
                import "google/protobuf/timestamp.proto"; import "google/protobuf/empty.proto"; import "google/protobuf/wrappers.proto"; import "common.proto";
                /* block */
                enum Kind { KIND_UNSPECIFIED = 0; KIND_EXPRESS = 1; }
                message PlaceRequest { string customer_id = 1 [deprecated = true]; repeated Line lines = 2; Kind kind = 3; message Line { int32 count = 1; bytes raw = 2; } reserved 4, 5; }
                message PlaceReply {
                  google.protobuf.Timestamp at = 1; map<string, Line2> labels = 2; optional string note = 6; google.protobuf.Int32Value maybe = 7;
                  oneof result { string message = 3; shop.common.Error error = 4; }
                  message Line2 { }
                }
                service OrderService {
                  rpc Place (PlaceRequest) returns (PlaceReply) { option (google.api.http) = { post: "/v1" body: "*" }; }
                  rpc Watch (google.protobuf.Empty) returns (stream PlaceReply);
                  rpc Upload (stream PlaceRequest) returns (PlaceReply) {}
                  rpc Chat (stream PlaceRequest) returns (stream .shop.orders.PlaceReply);
                }
                """)
            .With("Front/protos/common.proto", "syntax = \"proto3\"; package shop.common; message Error { int32 code = 1; }");
        Assert.Empty(await Errors(folder, "Front"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("message")]
    [InlineData("message A { string a = ")]
    [InlineData("service S { rpc A (B returns")]
    [InlineData("}}}}")]
    [InlineData("enum E { A = -1; B")]
    [InlineData("message A { map<string")]
    [InlineData("message A { oneof x { message B")]
    public void Broken_proto_is_read_as_far_as_it_goes(string text) => Assert.NotNull(ProtoParser.Parse(text));

    [Fact]
    public void Manifests_are_those_of_known_folders_and_those_that_look_like_one()
    {
        using var folder = new TempFolder()
            .With("deploy/values.yaml", "a: 1").With("src/a/k8s/b.yml", "a: 1").With("infra/x.yaml", "apiVersion: v1\nkind: Service\n").With("infra/y.yaml", "kind: Other\n")
            .With("node_modules/k8s/z.yaml", "a: 1").With(".github/deploy/w.yaml", "a: 1");
        var (files, notes) = ManifestFiles.Find(folder.Path);
        Assert.Equal(["deploy/values.yaml", "infra/x.yaml", "src/a/k8s/b.yml"], files.Select(f => Path.GetRelativePath(folder.Path, f.Path).Replace('\\', '/')));
        Assert.Empty(notes);
        Assert.Contains("more than 2 manifests", Assert.Single(ManifestFiles.Find(folder.Path, limit: 2).Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("All.sln", "Project(\"{9A19103F}\") = \"A\", \"src\\A\\A.csproj\", \"{1}\"\r\nEndProject\r\n")]
    [InlineData("All.slnx", "<Solution><Folder Name=\"/src/\"><Project Path=\"src/A/A.csproj\" /></Folder></Solution>")]
    public void Solution_names_its_projects(string name, string text)
    {
        using var folder = new TempFolder().With(name, text);
        Assert.Equal([folder["src/A/A.csproj"]], ProjectFinder.Find(folder[name]).Projects);
    }
}
