using System.CommandLine;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Baselines;
using MeshReady.Tool.Changes;
using MeshReady.Tool.Fixing;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Owners;

namespace MeshReady.Tool.Commands;

/// <summary>Which findings count: --baseline, --write-baseline and --since.</summary>
public sealed class ScopeOptions
{
    private readonly Option<string?> _baseline = new("--baseline") { Description = "A file of findings that are known: they do not count, and are left out of text and JSON. They are known by their fingerprint, not by their line. An entry may carry reason, owner and expires (2027-01-31): after that day it counts again", HelpName = "FILE" };
    private readonly Option<bool> _write = new("--write-baseline") { Description = "Write all findings into the file of --baseline; what people added to entries that still match stays" };
    private readonly Option<string?> _since = new("--since") { Description = "Only what the change since the merge base with this branch, tag or commit touches: findings with any of their places (other files included) on a line that is changed or new, or next to a removed one; uncommitted and untracked files too. The whole system is read all the same. Needs git", HelpName = "GITREF" };

    /// <summary>Adds the options to a command.</summary>
    public ScopeOptions(Command command)
    {
        command.Add(_baseline);
        command.Add(_write);
        command.Add(_since);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_write))
                return;
            if (result.GetValue(_baseline) is null)
                result.AddError("--write-baseline needs --baseline FILE");
            if (result.GetValue(_since) is not null)
                result.AddError("--write-baseline needs all findings: leave out --since");
        });
    }

    /// <summary>Reads what decides which findings count, before the long work begins.</summary>
    /// <exception cref="ArgumentException">The baseline is none, or git cannot tell.</exception>
    /// <exception cref="IOException">Something cannot be read.</exception>
    public async Task<Scope> ReadAsync(ParseResult parse, Target target, TimeProvider clock, CancellationToken cancellationToken)
    {
        Baseline? baseline = null;
        if (parse.GetValue(_baseline) is { } file)
        {
            if (file.Length == 0)
                throw new ArgumentException("--baseline: FILE is empty");
            baseline = BaselineFile.Read(Path.GetFullPath(file), file);
            if (parse.GetValue(_write) && SafeWrite.Refusal(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFullPath(file)) is { } refusal)
                throw new ArgumentException($"--write-baseline: {file} cannot be written: {refusal}");
            if (baseline is null && !parse.GetValue(_write))
                throw new ArgumentException($"--baseline: {file} does not exist; --write-baseline writes it");
        }

        var changes = parse.GetValue(_since) is { } reference ? await ChangedLines.SinceAsync(target.Folder, reference, Git.In(target.Folder), cancellationToken) : null;
        var (owners, note) = CodeOwners.Find(target.Root);
        return new Scope(target)
        {
            Owners = owners,
            Notes = note is null ? [] : [note],
            Baseline = baseline,
            Today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            Changes = changes,
        };
    }

    /// <summary>Writes the baseline where that was asked for.</summary>
    /// <param name="result">As scanned.</param>
    /// <returns>The scope with what was written.</returns>
    /// <exception cref="IOException">It cannot be written; what was there still is.</exception>
    public Scope Write(ParseResult parse, Scope scope, ScanResult result)
    {
        if (!parse.GetValue(_write) || parse.GetValue(_baseline) is not { } file || result.IsEmpty)
            return scope;
        var baseline = scope.Rewritten(result);
        BaselineFile.Write(Path.GetFullPath(file), baseline);
        return scope with { Baseline = baseline, Notes = scope.Notes.Add($"--baseline: {file} holds {(baseline.Entries.Length == 1 ? "1 finding" : $"{baseline.Entries.Length} findings")}") };
    }
}
