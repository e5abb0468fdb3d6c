using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests;

/// <summary>Runs a resilience rule over a program with the libraries of <see cref="ResilienceLibraries"/>, beside manifests and settings.</summary>
public abstract class ResilienceTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Finds exactly what the markup says.</summary>
    protected static Task Verify([StringSyntax("C#-test")] string program, string? mesh = null, string settings = "", (string Name, string Content)[]? files = null, OutputKind kind = OutputKind.ConsoleApplication)
        => Verify(program, mesh, settings, files, kind, []);

    /// <summary>Finds exactly these, at places that the program marks as <c>{|#0:…|}</c>.</summary>
    protected static Task VerifyResults([StringSyntax("C#-test")] string program, string? mesh, (string Name, string Content)[]? files, params DiagnosticResult[] expected)
        => Verify(program, mesh, "", files, OutputKind.ConsoleApplication, expected);

    /// <summary>As <see cref="VerifyResults(string, string?, ValueTuple{string, string}[], DiagnosticResult[])"/> for another kind of output.</summary>
    protected static Task VerifyResults([StringSyntax("C#-test")] string program, string? mesh, (string Name, string Content)[]? files, OutputKind kind, params DiagnosticResult[] expected)
        => Verify(program, mesh, "", files, kind, expected);

    /// <summary>As <see cref="VerifyResults(string, string?, ValueTuple{string, string}[], DiagnosticResult[])"/> with settings of the compilation.</summary>
    protected static Task VerifyResultsWith(string settings, [StringSyntax("C#-test")] string program, (string Name, string Content)[] files, params DiagnosticResult[] expected)
        => Verify(program, mesh: null, settings, files, OutputKind.ConsoleApplication, expected);

    private static Task Verify(string program, string? mesh, string settings, (string Name, string Content)[]? files, OutputKind kind, DiagnosticResult[] expected)
    {
        var test = new Test();
        test.TestState.OutputKind = kind;
        test.TestState.AdditionalReferences.AddRange(TestReferences.All);
        test.TestState.Sources.Add(program);
        foreach (var library in ResilienceLibraries.All)
            test.TestState.Sources.Add(library);
        if (mesh is not null)
            settings = "meshready.mesh = " + mesh + "\n" + settings;
        if (settings.Length > 0)
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + settings));
        foreach (var file in files ?? [])
            test.TestState.AdditionalFiles.Add(file);
        test.TestState.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(CancellationToken.None);
    }

    private sealed class Test : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        public Test()
        {
            ReferenceAssemblies = TestReferences.None;
            MarkupOptions = MarkupOptions.UseFirstDescriptor;
        }

        protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.CSharp12);
    }
}

/// <summary>Manifests of the workload that the test project (assembly <c>TestProject</c>) is bound to.</summary>
internal static class ResilienceManifests
{
    public static readonly (string Name, string Content) Meshed = ("deploy/namespace.yaml", """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            istio-injection: enabled
        """);

    public static readonly (string Name, string Content) Plain = ("deploy/namespace.yaml", """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
        """);

    public static readonly (string Name, string Content) Workload = Deployment("");

    public static readonly (string Name, string Content) SwitchedOff = Deployment("""

                    sidecar.istio.io/inject: "false"
            """);

    public static (string Name, string Content) Route(string retries, string host = "orders", string mark = "") => ("deploy/orders.yaml", $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: {{host}}
          namespace: shop
        spec:
          hosts:
            - {{host}}
          http:
        {{mark}}    - route:
                - destination:
                    host: {{host}}
        {{retries}}
        """);

    private static (string Name, string Content) Deployment(string label) => ("deploy/testproject.yaml", $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: testproject
          namespace: shop
        spec:
          template:
            metadata:
              labels:
                app: testproject{{label}}
            spec:
              containers:
                - name: testproject
                  image: registry/testproject:1
        """);
}
