using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Tests;

/// <summary>
/// Runs a rule over the program of a project named <c>web</c> beside its manifests, and shows what it finds as text:
/// <c>Warning k8s/web.yaml:7 message</c>. For rules whose severity, message and place in a manifest are the point.
/// </summary>
public abstract class WorkloadTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    /// <summary>A service without anything of its own.</summary>
    protected const string WebApp = "var builder = WebApplication.CreateBuilder(args); var app = builder.Build(); app.Run();";

    /// <summary>The program between its builder and its run.</summary>
    protected static string Program(string services, string pipeline = "") => $"var builder = WebApplication.CreateBuilder(args);\n{services}\nvar app = builder.Build();\n{pipeline}\napp.Run();\n";

    /// <summary>A Deployment named <c>web</c>. Lines 11 and 14 take the additions, each with its own indentation.</summary>
    protected static (string Name, string Content) Deployment(string pod = "", string container = "", string spec = "", string labels = "", string path = "k8s/web.yaml") => (path, $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:{{Indented(spec, 2)}}
          template:
            metadata:
              labels:
                app: web{{Indented(labels, 8)}}
            spec:{{Indented(pod, 6)}}
              containers:
                - name: web
                  image: registry/web:1{{Indented(container, 10)}}
        """);

    /// <summary>The Service before the Deployment.</summary>
    protected static (string Name, string Content) Service(string spec = "", string name = "web") => ($"k8s/{name}-service.yaml", $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{name}}
          namespace: shop
        spec:{{Indented(spec, 2)}}
          selector:
            app: web
          ports:
            - name: http
              port: 80
              targetPort: 8080
        """);

    /// <summary>What the rule finds, in the order of file and line; <paramref name="off"/> are ids that are switched off.</summary>
    protected static async Task<string> Find([StringSyntax("C#-test")] string program, (string Name, string Content)[] files, (string Key, string Value)[]? settings = null, OutputKind kind = OutputKind.ConsoleApplication, bool mayBreak = false, string? library = null, bool showsSource = false, string[]? off = null, string[]? packages = null)
        => string.Join("\n", (await Diagnose(program, files, settings, kind, mayBreak, library, showsSource, off, packages)).Select(Show));

    /// <summary>The findings themselves.</summary>
    protected static async Task<ImmutableArray<Diagnostic>> Diagnose([StringSyntax("C#-test")] string program, (string Name, string Content)[] files, (string Key, string Value)[]? settings = null, OutputKind kind = OutputKind.ConsoleApplication, bool mayBreak = false, string? library = null, bool showsSource = false, string[]? off = null, string[]? packages = null)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        MetadataReference[] libraries = library is null ? [] : [Compiled(library, showsSource)];
        var compilation = CSharpCompilation.Create(
            "web",
            [CSharpSyntaxTree.ParseText(Usings, options, "Usings.cs"), CSharpSyntaxTree.ParseText(program, options, "Program.cs")],
            TestReferences.All.AddRange(libraries).AddRange(PackageReferences.Of(packages ?? [])),
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: (off ?? []).ToDictionary(static id => id, static _ => ReportDiagnostic.Suppress)));
        var errors = compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(mayBreak || errors.Count == 0, string.Join("\n", errors));

        var analyzers = ImmutableArray.Create<DiagnosticAnalyzer>(new TAnalyzer());
        var found = await compilation
            .WithAnalyzers(analyzers, InMemoryInputs.Of(files, settings))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(static d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(static d => d.Location.GetLineSpan().StartLinePosition)];
    }

    /// <summary>The files after the first offer of a fix for manifests; null where none is offered. The fixed files must be silent, and so offer nothing more.</summary>
    protected static async Task<IReadOnlyDictionary<string, string>?> Mend<TFix>([StringSyntax("C#-test")] string program, (string Name, string Content)[] files)
        where TFix : CodeFixProvider, new()
    {
        var token = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var project = workspace.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "web",
            "web",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp12),
            metadataReferences: TestReferences.All,
            documents: [Document("Usings.cs", Usings), Document("Program.cs", program)],
            additionalDocuments: files.Select(f => Document(f.Name, f.Content))));

        var compilation = (await project.GetCompilationAsync(token))!;
        var found = await compilation
            .WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new TAnalyzer()), InMemoryInputs.Of(files))
            .GetAnalyzerDiagnosticsAsync(token);
        var finding = Assert.Single(found);
        TextDocument document = project.AdditionalDocuments.FirstOrDefault(d => d.FilePath == finding.Location.GetLineSpan().Path)
            ?? (TextDocument)project.Documents.Single(d => d.FilePath == finding.Location.GetLineSpan().Path);

        var offers = new List<CodeAction>();
        await new TFix().RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => offers.Add(action), token));
        if (offers.Count == 0)
            return null;

        var changes = Assert.Single((await offers[0].GetOperationsAsync(token)).OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(id)!;
        Assert.Equal(program, (await changes.Documents.Single(static d => d.Name == "Program.cs").GetTextAsync(token)).ToString());
        var mended = new Dictionary<string, string>();
        foreach (var changed in changes.AdditionalDocuments)
            mended.Add(changed.FilePath!, (await changed.GetTextAsync(token)).ToString());
        Assert.Empty(await Find(program, [.. mended.Select(static f => (f.Key, f.Value))]));
        return mended;

        DocumentInfo Document(string path, string text)
            => DocumentInfo.Create(DocumentId.CreateNewId(id), path, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Default)), filePath: path);
    }

    /// <summary>A library of the company: with its source as an editor and the tool see it, or without as a build does.</summary>
    private static MetadataReference Compiled(string source, bool showsSource)
    {
        var compilation = CSharpCompilation.Create("Company.Defaults", [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12))], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        if (showsSource)
            return compilation.ToMetadataReference();

        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static string Show(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Severity} {place.Path}:{place.StartLinePosition.Line + 1} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }

    private static string Indented(string lines, int by)
        => lines.Length == 0 ? "" : string.Concat(lines.Split('\n').Select(l => "\n" + new string(' ', by) + l));
}
