using System.Collections.Immutable;
using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // Not shipped: they run in the test host only
namespace MeshReady.Tool.Tests;

/// <summary>
/// Rules about manifests: a Deployment wants as many replicas as its annotation <c>wants</c> says. The annotation
/// <c>fix</c> makes the fix of TST0011 useless, or harmful.
/// </summary>
public static class ManifestRules
{
    public static Rules All { get; } = new([new ReplicasAnalyzer()], [new ReplicasFix(), new ReplicasInCodeFix()]);

    internal static IEnumerable<(KubernetesResource Resource, int Wanted, string Fix)> Wrong(AdditionalText file)
        => file.Path.EndsWith(".yaml", StringComparison.Ordinal)
            ? ManifestReader.Read(file.Path, file.GetText()!.ToString()).Resources
                .Where(static r => r.Annotations["wants"].IsKnown && r.Replicas.IsKnown && r.Replicas.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) != r.Annotations["wants"].Value)
                .Select(static r => (r, int.Parse(r.Annotations["wants"].Value!, System.Globalization.CultureInfo.InvariantCulture), r.Annotations["fix"].Value ?? ""))
            : [];
}

/// <summary>TST0011 stands in the manifest, TST0012 in the code (at the text "replicas").</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReplicasAnalyzer : DiagnosticAnalyzer
{
    internal const string Wanted = "Wanted";

    private static readonly DiagnosticDescriptor InManifest = new("TST0011", "Replicas", "{0} wants {1} replicas", "Test", DiagnosticSeverity.Warning, true);
    private static readonly DiagnosticDescriptor InCode = new("TST0012", "Replicas", "{0} wants {1} replicas for this code", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [InManifest, InCode];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(static context =>
        {
            foreach (var (resource, wanted, fix) in ManifestRules.Wrong(context.AdditionalFile).Where(static w => w.Fix != "code"))
            {
                var at = new LinePosition(resource.Line - 1, 0);
                context.ReportDiagnostic(Diagnostic.Create(InManifest, Location.Create(resource.Path, default, new LinePositionSpan(at, at)), Properties(resource, wanted, fix), resource.Name, wanted));
            }
        });
        context.RegisterSyntaxNodeAction(
            static context =>
            {
                if (((LiteralExpressionSyntax)context.Node).Token.ValueText != "replicas")
                    return;
                foreach (var (resource, wanted, _) in context.Options.AdditionalFiles.SelectMany(ManifestRules.Wrong).Where(static w => w.Fix == "code"))
                    context.ReportDiagnostic(Diagnostic.Create(InCode, context.Node.GetLocation(), Properties(resource, wanted, ""), resource.Name, wanted));
            },
            SyntaxKind.StringLiteralExpression);
    }

    private static ImmutableDictionary<string, string?> Properties(KubernetesResource resource, int wanted, string fix)
        => ImmutableDictionary<string, string?>.Empty.Add(Wanted, ManifestEdit.WriteAll(fix switch
        {
            "useless" => [ManifestEdit.Set(resource, "spec.paused", "true")],
            "harmful" => [ManifestEdit.Set(resource, "metadata.annotations.wants", resource.Replicas.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)), ManifestEdit.Set(resource with { Name = "second" }, "metadata.annotations.fix", "code")],
            _ => [ManifestEdit.Set(resource, "spec.replicas", wanted.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        }));
}

/// <summary>Edits the manifest that the finding names.</summary>
public abstract class EditFix(string id) : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => [id];

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var edits = ManifestEdit.ReadAll(context.Diagnostics[0].Properties[ReplicasAnalyzer.Wanted]!);
        var document = context.TextDocument.Project.AdditionalDocuments.Single(d => d.FilePath == edits[0].File);
        if (ManifestEditor.Apply((await document.GetTextAsync(context.CancellationToken)).ToString(), edits).Text is { } text)
            context.RegisterCodeFix(CodeAction.Create("Edit", _ => Task.FromResult(document.Project.Solution.WithAdditionalDocumentText(document.Id, SourceText.From(text))), id), context.Diagnostics);
    }
}

[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)])]
public sealed class ReplicasFix() : EditFix("TST0011");

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ReplicasInCodeFix() : EditFix("TST0012");
