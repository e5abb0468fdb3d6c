using MeshReady.Analyzers.Facts;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.MeshReady;

/// <summary>While several workloads match a project equally well, every rule that compares its code with a manifest is silent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which of the workloads runs the project is for its team to say")]
public sealed class MSA0001WorkloadAmbiguousAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.None)
{
    private const int MostNamed = 4;

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0001",
        title: "Say which workload runs the project",
        messageFormat: "{0} matches {1} equally well, so code and manifests are not compared; set the MSBuild property MeshWorkload to one of them",
        category: Category.MeshReady,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ReadsManifests => true;

    private protected override bool NeedsWorkload => false;

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
    {
        List<Workload> rivals = [.. context.Project.RivalsOf(context.Facts).OrderBy(static workload => workload.Name, StringComparer.Ordinal)];
        if (rivals.Count == 0)
            yield break;

        var places = rivals.SelectMany(static workload => workload.Variants).Select(static variant => (variant.Path, variant.Line)).Distinct()
            .OrderBy(static place => place.Path, StringComparer.Ordinal).ThenBy(static place => place.Line).ToList();
        yield return (places[0].Path, Diagnostic.Create(
            Descriptor,
            Agreements.LocationOf(places[0].Path, places[0].Line),
            places.Skip(1).Select(static place => Agreements.LocationOf(place.Path, place.Line)),
            context.Project.IdentityOf(context.Facts).ProjectName,
            Names(rivals)));
    }

    private static string Names(List<Workload> rivals)
    {
        var names = rivals.Take(MostNamed).Select(static workload => workload.ToString()).ToList();
        return rivals.Count > MostNamed ? $"{string.Join(", ", names)} and {rivals.Count - MostNamed} more"
            : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
    }
}
