using System.Diagnostics.CodeAnalysis;
using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Base of the tests of facts: the code of a project in, what it says out.</summary>
public abstract class FactsTest
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    /// <summary>The facts of a project of one file.</summary>
    protected static ProjectFacts Facts([StringSyntax("C#-test")] string source, params string[] packages) => new Project { Packages = packages }.Facts(source);

    /// <summary>A project of a system in <c>/repo</c>.</summary>
    protected sealed class Project
    {
        /// <summary>Its folder below <c>/repo/src</c>, and its name.</summary>
        public string Name { get; init; } = "Shop";

        public ProjectKind Kind { get; init; } = ProjectKind.Service;

        /// <summary>Real packages, with what they need.</summary>
        public string[] Packages { get; init; } = [];

        /// <summary>Settings files by name.</summary>
        public (string Name, string Content)[] Settings { get; init; } = [];

        /// <summary>The source of a project that this one refers to.</summary>
        public string? Library { get; init; }

        public ProjectFacts Facts([StringSyntax("C#-test")] params string[] sources)
        {
            var compilation = Compile(Name, Packages, sources);
            if (Library is not null)
                compilation = compilation.AddReferences(Compile("House", Packages, [Library]).ToMetadataReference());
            var options = InMemoryInputs.Of([.. Settings.Select(s => ($"/repo/src/{Name}/{s.Name}", s.Content))]);
            return ProjectFactsReader.Read(compilation, options, new ProjectOrigin("/repo", $"src/{Name}/{Name}.csproj", Kind, []), TestContext.Current.CancellationToken);
        }

        private CSharpCompilation Compile(string name, string[] packages, string[] sources)
        {
            var trees = sources.Prepend(Usings).Select((text, i) => CSharpSyntaxTree.ParseText(text, path: $"/repo/src/{name}/File{i}.cs"));
            var isProgram = Kind != ProjectKind.Library && name != "House";
            return CSharpCompilation.Create(name, trees, [.. TestReferences.All, .. PackageReferences.Of(packages)],
                new CSharpCompilationOptions(isProgram && sources.Any(static s => !s.TrimStart().StartsWith("namespace", StringComparison.Ordinal) && s.Contains("var builder")) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        }
    }

    /// <summary>Each message as <c>publish Type @channel #key (broker)</c>.</summary>
    protected static string[] Messages(ProjectFacts facts)
        => [.. facts.Messages.Select(static m => (m.IsPublished ? "publish" : "take") + (m.Type is { } type ? " " + type : "") + (m.Channel is { } channel ? " @" + channel : "") + (m.Key is { } key ? " #" + key : "") + $" ({m.Broker})")];

    /// <summary>Each store as <c>system Server/Database #key Context [Tables]</c>.</summary>
    protected static string[] Stores(ProjectFacts facts)
        => [.. facts.Stores.Select(static s => s.System + (s.Server is { } server ? " " + server : "") + (s.Database is { } database ? " /" + database : "") + (s.Schema is { } schema ? " ." + schema : "") + (s.Key is { } key ? " #" + key : "")
            + (s.Context is { } context ? " " + context : "") + (s.Tables.Count > 0 ? $" [{string.Join(", ", s.Tables)}]" : ""))];
}
