using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using MeshReady.Model.Deployment;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.Tool.Fixing;

/// <summary>
/// Applies fixes that edit manifests, one after the other, whether the finding stands in code or in a manifest. Each must
/// take its finding away, bring no other, and leave every document readable; otherwise it is taken back.
/// </summary>
public sealed class ManifestMending(Rules rules, Target target, Scan scan)
{
    private const int MaxRounds = 200;

    private readonly HashSet<(string, string, string)> _refused = [];

    /// <summary>What was left and why, one line each.</summary>
    public SortedSet<string> Remarks { get; } = new(StringComparer.Ordinal);

    /// <summary>Id and file of each fix.</summary>
    public List<(string Id, string Path)> Applied { get; } = [];

    /// <summary>The solution without the findings of one project that its manifests can mend.</summary>
    public async Task<Solution> RunAsync(Solution solution, ProjectId project, CancellationToken cancellationToken)
    {
        var diagnostics = await AnalyzeAsync(solution, project, cancellationToken);
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await NextAsync(solution, project, diagnostics, cancellationToken) is not var (changed, after))
                break;
            (solution, diagnostics) = (changed, after);
        }

        return solution;
    }

    private async Task<(Solution, ImmutableArray<Diagnostic>)?> NextAsync(Solution solution, ProjectId project, ImmutableArray<Diagnostic> before, CancellationToken cancellationToken)
    {
        foreach (var diagnostic in before)
        {
            if (_refused.Contains(KeyOf(diagnostic)) || await OfferAsync(solution.GetProject(project)!, diagnostic, cancellationToken) is not { } changed)
                continue;

            string[] paths = [.. Changed(changed, solution).Select(d => d.FilePath!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            var after = await AnalyzeAsync(changed, project, cancellationToken);
            if (await ObjectionAsync(solution, changed, before, after, diagnostic, cancellationToken) is { } objection)
            {
                Refuse(diagnostic, objection);
                continue;
            }

            Applied.Add((diagnostic.Id, paths[0]));
            return (changed, after);
        }

        return null;
    }

    /// <summary>The solution after the first action that changes manifests and nothing else; null where there is none.</summary>
    private async Task<Solution?> OfferAsync(Project project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        TextDocument? document = diagnostic.Location.IsInSource
            ? project.Solution.GetDocument(diagnostic.Location.SourceTree)
            : project.AdditionalDocuments.FirstOrDefault(d => d.FilePath == diagnostic.Location.GetLineSpan().Path);
        if (document is null)
            return null;
        foreach (var provider in rules.FixesFor(diagnostic.Id).Where(p => IsFor(p, document)))
        {
            try
            {
                var actions = new List<CodeAction>();
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
                foreach (var action in actions)
                {
                    if ((await action.GetOperationsAsync(cancellationToken)).OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution is { } changed && ChangesManifestsOnly(changed, project.Solution))
                        return await EverywhereAsync(changed, project.Solution, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Refuse(diagnostic, $"its fix failed with {exception.GetType().Name}: please report it");
            }
        }

        return null;
    }

    // A manifest is one file, however many projects list it.
    private static async Task<Solution> EverywhereAsync(Solution changed, Solution solution, CancellationToken cancellationToken)
    {
        foreach (var document in Changed(changed, solution).ToArray())
        {
            var text = await document.GetTextAsync(cancellationToken);
            foreach (var same in changed.GetDocumentIdsWithFilePath(document.FilePath).Where(id => changed.GetAdditionalDocument(id) is not null))
                changed = changed.WithAdditionalDocumentText(same, text);
        }

        return changed;
    }

    private async Task<string?> ObjectionAsync(Solution solution, Solution changed, ImmutableArray<Diagnostic> before, ImmutableArray<Diagnostic> after, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        foreach (var document in Changed(changed, solution).DistinctBy(d => d.FilePath))
        {
            var path = document.FilePath!;
            if (!File.Exists(path) || SafeWrite.Refusal(target.Folder, path) is not null)
                return $"{target.Show(path)} may not be written";
            var old = (await solution.GetAdditionalDocument(document.Id)!.GetTextAsync(cancellationToken)).ToString();
            if (ManifestReader.Read(path, (await document.GetTextAsync(cancellationToken)).ToString()).Notes.Count > ManifestReader.Read(path, old).Notes.Count)
                return $"{target.Show(path)} could not be read any more";
        }

        var counts = before.CountBy(static d => d.Id).ToDictionary();
        // Where code and mesh disagree, other rules keep quiet; what they say of the same line afterwards was so before.
        var places = before.Where(static d => d.Location.IsInSource).Select(Place).ToHashSet();
        var left = after.Where(d => d.Id == diagnostic.Id || !places.Contains(Place(d))).CountBy(static d => d.Id).ToDictionary();
        if (left.GetValueOrDefault(diagnostic.Id) >= counts[diagnostic.Id])
            return "its fix does not take it away here";
        return left.FirstOrDefault(c => c.Value > counts.GetValueOrDefault(c.Key)).Key is { } added ? $"its fix would bring {added}" : null;
    }

    private async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Solution solution, ProjectId project, CancellationToken cancellationToken)
    {
        var (diagnostics, failures) = await scan.AnalyzeAsync(solution.GetProject(project)!, cancellationToken);
        Remarks.UnionWith(failures);
        return [.. diagnostics.Where(static d => !d.IsSuppressed)
            .OrderBy(static d => d.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(static d => d.Location.GetLineSpan().StartLinePosition)
            .ThenBy(static d => d.Id, StringComparer.Ordinal)];
    }

    private static bool ChangesManifestsOnly(Solution changed, Solution solution)
    {
        var changes = changed.GetChanges(solution);
        ProjectChanges[] projects = [.. changes.GetProjectChanges()];
        return !changes.GetAddedProjects().Any()
            && !changes.GetRemovedProjects().Any()
            && projects.All(static p => !p.GetChangedDocuments().Any() && !p.GetAddedDocuments().Any() && !p.GetRemovedDocuments().Any() && !p.GetAddedAdditionalDocuments().Any() && !p.GetRemovedAdditionalDocuments().Any())
            && projects.SelectMany(static p => p.GetChangedAdditionalDocuments()).Any()
            && Changed(changed, solution).All(static d => d.FilePath is not null);
    }

    private static IEnumerable<TextDocument> Changed(Solution changed, Solution solution)
        => changed.GetChanges(solution).GetProjectChanges().SelectMany(static p => p.GetChangedAdditionalDocuments()).Select(id => changed.GetAdditionalDocument(id)!);

    private static (string, int) Place(Diagnostic diagnostic) => (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line);

    // A fix that does not say so is for source, and would fail on anything else.
    private static bool IsFor(CodeFixProvider provider, TextDocument document)
        => document is Document || provider.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()?.DocumentKinds.Contains(nameof(TextDocumentKind.AdditionalDocument)) == true;

    private void Refuse(Diagnostic diagnostic, string reason)
    {
        _refused.Add(KeyOf(diagnostic));
        var span = diagnostic.Location.GetLineSpan();
        Remarks.Add($"{target.Show(span.Path)}:{span.StartLinePosition.Line + 1}  {diagnostic.Id} is left as it is: {reason}");
    }

    private static (string, string, string) KeyOf(Diagnostic diagnostic)
        => (diagnostic.Id, diagnostic.Location.GetLineSpan().Path, diagnostic.GetMessage(CultureInfo.InvariantCulture));
}
