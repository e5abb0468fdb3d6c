using MeshReady.Model.Deployment;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Fixing;

/// <summary>Applies fixes in memory, round after round, until nothing changes; a fix that breaks the compilation is taken back.</summary>
public sealed class FixRun(Rules rules, Target target, bool behavioural)
{
    private const int MaxRounds = 200;

    private readonly HashSet<(string, string, string)> _refused = [];
    private readonly SortedSet<string> _remarks = new(StringComparer.Ordinal);
    private readonly List<(string Id, string Path)> _applied = [];
    private readonly Scan _scan = new(rules, target);
    private SettingsEdits _settings = new(target);
    private Solution _solution = null!;

    /// <summary>Fixes every chosen project.</summary>
    public async Task<FixResult> RunAsync(Checkout checkout, Action<string> progress, CancellationToken cancellationToken)
    {
        var before = _solution = checkout.Workspace.CurrentSolution;
        var manifests = new ManifestMending(rules, target, _scan);
        foreach (var project in checkout.Projects.Where(p => p.IsChosen))
        {
            progress(project.Evaluated.Name);
            await FixAsync(project, cancellationToken);
            // Code first: what both could mend is mended where it was written.
            if (behavioural)
                _solution = await manifests.RunAsync(_solution, project.Id, cancellationToken);
        }

        _remarks.UnionWith(manifests.Remarks);
        _applied.AddRange(manifests.Applied);

        var changes = new SortedDictionary<string, FileChange>(StringComparer.Ordinal);
        foreach (var id in _solution.GetChanges(before).GetProjectChanges().SelectMany(p => p.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true)))
        {
            var document = _solution.GetDocument(id)!;
            var old = TextFile.Read(document.FilePath!);
            var text = LineEndings.Like(old.Text, (await document.GetTextAsync(cancellationToken)).ToString());
            if (text != old.Text)
                changes[document.FilePath!] = new FileChange(document.FilePath!, old, text);
        }

        foreach (var document in _solution.GetChanges(before).GetProjectChanges().SelectMany(p => p.GetChangedAdditionalDocuments()).Select(id => _solution.GetAdditionalDocument(id)!).Where(d => ManifestReader.IsManifestPath(d.FilePath!)))
            changes[document.FilePath!] = new FileChange(document.FilePath!, TextFile.Read(document.FilePath!), (await document.GetTextAsync(cancellationToken)).ToString());

        foreach (var change in _settings.Changes)
            changes[change.Path] = change;
        return new FixResult([.. changes.Values], _applied, [.. _remarks]);
    }

    private async Task FixAsync(LoadedProject loaded, CancellationToken cancellationToken)
    {
        var errors = await ErrorsAsync(_solution.GetProject(loaded.Id)!, null, cancellationToken);
        var single = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            var (solution, settings, applied) = (_solution, _settings.Copy(), _applied.Count);
            var tried = await RoundAsync(loaded, single, cancellationToken);
            if (tried.Count == 0)
                return;
            if (IsSubset(await ErrorsAsync(_solution.GetProject(loaded.Id)!, null, cancellationToken), errors))
                continue;

            (_solution, _settings) = (solution, settings);
            _applied.RemoveRange(applied, _applied.Count - applied);
            if (single)
                Refuse(tried[0], "its fix does not compile here");
            single = true;
        }
    }

    // One fix for each document, as long as no other of the round has touched it: positions stay right.
    private async Task<List<Diagnostic>> RoundAsync(LoadedProject loaded, bool single, CancellationToken cancellationToken)
    {
        var start = _solution;
        var tried = new List<Diagnostic>();
        var (diagnostics, failures) = await _scan.AnalyzeAsync(start.GetProject(loaded.Id)!, cancellationToken);
        _remarks.UnionWith(failures);
        foreach (var diagnostic in diagnostics.Where(d => d.Location.IsInSource && !d.IsSuppressed).OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal))
        {
            if (_refused.Contains(KeyOf(diagnostic)) || start.GetDocument(diagnostic.Location.SourceTree) is not { } found || _solution.GetDocument(found.Id) is not { } document || !ReferenceEquals(await document.GetTextAsync(cancellationToken), await found.GetTextAsync(cancellationToken)))
                continue;
            try
            {
                if (!await TryAsync(document, diagnostic, cancellationToken))
                    continue;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Refuse(diagnostic, $"its fix failed with {exception.GetType().Name}: please report it");
                continue;
            }

            tried.Add(diagnostic);
            if (single)
                break;
        }

        return tried;
    }

    private async Task<bool> TryAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        foreach (var provider in rules.FixesFor(diagnostic.Id).Where(p => behavioural || p.GetFixAllProvider() is not null))
        {
            if (await FirstActionAsync(provider, document, diagnostic, cancellationToken) is not { } action)
                continue;
            var changed = (await action.GetOperationsAsync(cancellationToken)).OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution;
            if (changed is null || await AcceptedAsync(changed, diagnostic, cancellationToken) is not { } accepted)
                continue;

            var settings = _settings.Copy();
            // A linked file reads the key in every program that it is compiled into. What says what it was, was a fallback (MSA0102).
            Project[] readers = [.. _solution.GetDocumentIdsWithFilePath(document.FilePath).Select(d => _solution.GetProject(d.ProjectId)!)];
            if (diagnostic.Properties.TryGetValue("MeshReady.SettingsKey", out var key) && key is not null
                && readers.Select(r => settings.Add(r.FilePath!, key, diagnostic.Properties.GetValueOrDefault("MeshReady.SettingsValue") ?? "", diagnostic.Properties.ContainsKey("MeshReady.Was"))).FirstOrDefault(r => r is not null) is { } reason)
            {
                Refuse(diagnostic, reason);
                return false;
            }

            _solution = readers.Aggregate(accepted, (solution, reader) => settings.ApplyTo(solution, reader.Id));
            _settings = settings;
            _applied.Add((diagnostic.Id, document.FilePath!));
            return true;
        }

        return false;
    }

    private async Task<Solution?> AcceptedAsync(Solution changed, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var changes = changed.GetChanges(_solution);
        DocumentId[] documents = [.. changes.GetProjectChanges().SelectMany(p => p.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true))];
        if (documents.Length == 0 || changes.GetAddedProjects().Any() || changes.GetProjectChanges().Any(p => p.GetAddedDocuments().Any() || p.GetRemovedDocuments().Any() || p.GetChangedAdditionalDocuments().Any()))
            return null;

        var accepted = _solution;
        foreach (var id in documents)
        {
            var after = changed.GetDocument(id)!;
            if (!File.Exists(after.FilePath) || SafeWrite.Refusal(target.Folder, after.FilePath) is not null)
            {
                Refuse(diagnostic, $"{target.Show(after.FilePath ?? after.Name)} may not be written");
                return null;
            }

            // A linked file is one file, whatever the number of projects.
            var text = await after.GetTextAsync(cancellationToken);
            foreach (var same in _solution.GetDocumentIdsWithFilePath(after.FilePath).Append(id).Distinct())
                accepted = accepted.WithDocumentText(same, text);

            var errors = await ErrorsAsync(_solution.GetProject(id.ProjectId)!, after.FilePath, cancellationToken);
            if (!IsSubset(await ErrorsAsync(accepted.GetProject(id.ProjectId)!, after.FilePath, cancellationToken), errors))
            {
                Refuse(diagnostic, "its fix does not compile here");
                return null;
            }
        }

        return accepted;
    }

    private static async Task<CodeAction?> FirstActionAsync(CodeFixProvider provider, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
        return actions.FirstOrDefault(a => a.EquivalenceKey?.StartsWith("Suggest", StringComparison.Ordinal) != true);
    }

    private static async Task<Dictionary<(string, string), int>> ErrorsAsync(Project project, string? path, CancellationToken cancellationToken)
    {
        var compilation = (await project.GetCompilationAsync(cancellationToken))!;
        var diagnostics = path is null
            ? compilation.GetDiagnostics(cancellationToken)
            : compilation.SyntaxTrees.Where(t => t.FilePath == path).SelectMany(t => compilation.GetSemanticModel(t).GetDiagnostics(cancellationToken: cancellationToken));
        return diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).CountBy(d => (d.Id, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))).ToDictionary();
    }

    private static bool IsSubset(Dictionary<(string, string), int> after, Dictionary<(string, string), int> before)
        => after.All(e => before.GetValueOrDefault(e.Key) >= e.Value);

    private void Refuse(Diagnostic diagnostic, string reason)
    {
        _refused.Add(KeyOf(diagnostic));
        var span = diagnostic.Location.GetLineSpan();
        _remarks.Add($"{target.Show(span.Path)}:{span.StartLinePosition.Line + 1}  {diagnostic.Id} is left as it is: {reason}");
    }

    private static (string, string, string) KeyOf(Diagnostic diagnostic)
    {
        var text = diagnostic.Location.SourceTree!.GetText();
        return (diagnostic.Id, diagnostic.Location.SourceTree.FilePath, text.Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim());
    }
}
