using System.CommandLine;
using MeshReady.Model.Systems;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;
using MeshReady.Tool.Systems;

namespace MeshReady.Tool.Commands;

/// <summary>meshready snapshot.</summary>
public sealed class SnapshotCommand : Command
{
    private readonly CommandContext _context;
    private readonly CheckoutOptions _checkout;
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder that gets meshready.system.json and the folder meshready.system; the root of the repository where not given", HelpName = "FOLDER" };
    private readonly Option<bool> _includeManifests = new("--include-manifests") { Description = "Copy the manifests of this repository too, for builds with MeshReadyManifests=snapshot; those of other folders (--manifests) are copied always" };
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; exit with 1 where the snapshot is not what it would be" };

    /// <summary>Makes the command.</summary>
    public SnapshotCommand(CommandContext context)
        : base("snapshot", "Write what every service does to meshready.system.json and the folder meshready.system, so that editor and build know the whole system when they see one project. Commit both. A file is rewritten only where its content changes.")
    {
        _context = context;
        _checkout = new CheckoutOptions(this, canRender: false);
        Add(_output);
        Add(_includeManifests);
        Add(_check);
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var terminal = _context.Terminal;
        if (_checkout.TargetOrSay(parse, terminal) is not { } target)
            return ExitCode.Failed;

        var folder = parse.GetValue(_output) is { Length: > 0 } named ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(named)) : target.Root;
        var (texts, notes) = await terminal.WithProgress(async progress =>
        {
            using var checkout = _checkout.Load(parse, target, _context);
            var (facts, failures) = await new SystemReading(target).FactsAsync(checkout, progress, cancellationToken);
            var manifests = Snapshot.Copied(checkout.Deployment, target.Root, _checkout.ManifestPaths(parse), parse.GetValue(_includeManifests));
            return (Snapshot.Texts(WithOthers(facts, folder, target), manifests), Notes: checkout.Notes.Concat(failures).ToList());
        });
        foreach (var note in notes)
            terminal.Error.WriteLine(Redaction.Line(note));

        return parse.GetValue(_check) ? Compare(folder, texts) : Write(folder, texts);
    }

    // A look at a part of the repository says nothing of the rest.
    private static IReadOnlyList<ProjectFacts> WithOthers(IReadOnlyList<ProjectFacts> facts, string folder, Target target)
    {
        var known = Path.Combine(folder, SnapshotFiles.Folder);
        if (target.Folder == target.Root || !Directory.Exists(known))
            return facts;
        var part = Path.GetRelativePath(target.Root, target.Folder).Replace('\\', '/') + "/";
        var others = FactsFiles.Read([known]).Facts.Where(f => !f.Project.StartsWith(part, StringComparison.Ordinal) && facts.All(own => own.Project != f.Project) && File.Exists(Path.Combine(target.Root, f.Project)));
        return [.. facts.Concat(others).OrderBy(static f => f.Project, StringComparer.Ordinal)];
    }

    private int Compare(string folder, IReadOnlyDictionary<string, string> texts)
    {
        var stale = texts.Where(t => !Snapshot.SaysTheSame(Path.Combine(folder, t.Key), t.Value)).Select(static t => t.Key).Where(static name => name != SnapshotFiles.Index)
            .Concat(Snapshot.Outdated(folder, texts)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (stale.Count == 0 && FactsFiles.IsSame(Path.Combine(folder, SnapshotFiles.Index), texts[SnapshotFiles.Index]))
        {
            if (!_context.Terminal.IsQuiet)
                _context.Terminal.Error.WriteLine("the snapshot is up to date");
            return ExitCode.Clean;
        }

        foreach (var name in stale)
            _context.Terminal.Out.WriteLine(name);
        _context.Terminal.Error.WriteLine($"the snapshot is stale ({(stale.Count == 1 ? "1 file" : $"{stale.Count} files")}): run meshready snapshot and commit what it writes");
        return ExitCode.Found;
    }

    private int Write(string folder, IReadOnlyDictionary<string, string> texts)
    {
        var outdated = Snapshot.Outdated(folder, texts);
        var written = FactsFiles.Write(folder, texts);
        foreach (var name in outdated)
            File.Delete(Path.Combine(folder, name));
        if (!_context.Terminal.IsQuiet)
            _context.Terminal.Error.WriteLine($"{texts.Count} files, {written} written, {outdated.Count} removed");
        return ExitCode.Clean;
    }
}
