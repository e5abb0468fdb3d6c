namespace MeshReady.Analyzers.Tests;

/// <summary>A server with its Deployment and Service, for tests of fixes; the project is <c>TestProject</c>.</summary>
internal static class ServerCode
{
    /// <summary>What registers gRPC services, with its true names and nothing inside.</summary>
    public const string Grpc = """

        namespace Grpc.AspNetCore.Server { public class GrpcServiceEndpointConventionBuilder { } }
        namespace Microsoft.AspNetCore.Builder
        {
            public static class GrpcEndpointRouteBuilderExtensions { public static Grpc.AspNetCore.Server.GrpcServiceEndpointConventionBuilder MapGrpcService<T>(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder b) where T : class => new(); }
        }
        public class Cart { }
        """;

    private const string Usings = """
        using System.Net;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        using Microsoft.Extensions.DependencyInjection;

        """;

    public static string Program(string services, string pipeline = "", string rest = "")
        => Usings + $"var builder = WebApplication.CreateBuilder(args);\n{services}\nvar app = builder.Build();\n{pipeline}\napp.Run();\n{rest}";

    /// <summary>The Deployment; the container takes the additions.</summary>
    public static (string Name, string Content) Deployment(string container, string path = "deploy/testproject.yaml") => (path, $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: testproject
          namespace: shop
        spec:
          template:
            metadata:
              labels:
                app: testproject
            spec:
              containers:
                - name: testproject   # the server
                  image: shop/testproject:1
        {{container}}
        """);

    public static (string Name, string Content) Service(string port) => ("deploy/service.yaml", $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: testproject
          namespace: shop
        spec:
          selector:
            app: testproject
          ports:
        {{port}}
        """);
}
