using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Reads the facts of a project that stands in a string.</summary>
internal static class ProjectFactsOf
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    /// <summary>The facts of a program with top-level statements, which must compile.</summary>
    /// <param name="source">The program.</param>
    /// <param name="files">Settings files in the folder of the project.</param>
    /// <param name="packages">Real packages that it refers to.</param>
    public static ProjectFacts Program(string source, (string Name, string Content)[]? files = null, params string[] packages) => Read(source, files, mustCompile: true, ProjectKind.Service, packages);

    /// <summary>As <see cref="Program"/> for code that refers to packages which are not there.</summary>
    public static ProjectFacts Unrestored(string source, (string Name, string Content)[]? files = null, params string[] packages) => Read(source, files, mustCompile: false, ProjectKind.Service, packages);

    /// <summary>As <see cref="Program"/> for a project of another kind.</summary>
    public static ProjectFacts Read(string source, (string Name, string Content)[]? files, bool mustCompile, ProjectKind kind, params string[] packages)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create(
            "Shop",
            [CSharpSyntaxTree.ParseText(source, parse, "/repo/src/Shop/Program.cs"), CSharpSyntaxTree.ParseText(Usings, parse, "/repo/src/Shop/obj/Usings.g.cs")],
            [.. TestReferences.All, .. PackageReferences.Of(packages)],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        if (mustCompile)
            Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
        var options = InMemoryInputs.Of([.. (files ?? []).Select(static file => ("/repo/src/Shop/" + file.Name, file.Content))]);
        return ProjectFactsReader.Read(compilation, options, new ProjectOrigin("/repo", "src/Shop/Shop.csproj", kind, []), TestContext.Current.CancellationToken);
    }
}
