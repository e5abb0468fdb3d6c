using System.CommandLine;
using System.Text;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Baselines;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Maps;
using MeshReady.Tool.Output;
using MeshReady.Tool.Reports;

namespace MeshReady.Tool.Commands;

/// <summary>meshready report.</summary>
public sealed class ReportCommand : Command
{
    private const string DefaultFile = "meshready-report.html";

    private readonly CommandContext _context;
    private readonly CheckoutOptions _checkout;
    private readonly ScopeOptions _scope;
    private readonly Option<string> _output = new("--output", "-o") { HelpName = "FILE", Description = "The file to write", DefaultValueFactory = _ => DefaultFile };
    private readonly Option<string?> _title = new("--title") { HelpName = "TEXT", Description = "The title; the folder's name where not given" };

    /// <summary>Makes the command.</summary>
    public ReportCommand(CommandContext context)
        : base("report", "Write one HTML page with the service map, the policies on its edges and all findings with their lines of code and manifest. The page loads nothing from anywhere, and shows no Secret. Nothing of what is read is executed.")
    {
        _context = context;
        _checkout = new CheckoutOptions(this, canRender: true, canJoin: true);
        Add(_output);
        Add(_title);
        _scope = new ScopeOptions(this);
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
    }

    /// <summary>The title that was asked for, else the folder's name.</summary>
    public static string TitleOf(string? title, Target target)
        => title is { Length: > 0 } ? title : Path.GetFileName(target.Folder) is { Length: > 0 } name ? name : "System";

    /// <summary>Writes a text to a file, or to standard output where none is named.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool Write(Terminal terminal, string? file, string text)
    {
        if (file is not { Length: > 0 } or "-")
        {
            terminal.Out.Write(text);
            return true;
        }

        if (AtomicFile.Write(file, new UTF8Encoding(false).GetBytes(text)) is not { } reason)
            return true;
        terminal.Error.WriteLine(reason);
        return false;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var terminal = _context.Terminal;
        var file = parse.GetValue(_output) ?? DefaultFile;
        var (target, error) = file != "-" && AtomicFile.Refusal(Path.GetFullPath(file)) is { } refusal ? (null, $"{file} cannot be written: {refusal}") : _checkout.Target(parse);
        if (target is null)
        {
            terminal.Error.WriteLine(error);
            return ExitCode.Failed;
        }

        var scope = await _scope.ReadAsync(parse, target, _context.Clock, cancellationToken);
        var (scanned, system) = await new SystemRun(_context, _checkout).RunAsync(parse, target, cancellationToken);
        scope = _scope.Write(parse, scope, scanned);
        var result = scope.Apply(scanned);
        var (findings, trend) = Compared(parse.GetValue(_scope.Baseline), scope, scanned, [.. result.All.Select(f => InCheckout(f, target))]);
        var input = new ReportInput(TitleOf(parse.GetValue(_title), target), system.Graph, findings)
        {
            ReadSource = new CheckoutSources(target, _checkout.ManifestPaths(parse)).Read,
            Paths = new ShownPaths(target.Root),
            Trend = trend,
            Notes = [.. result.Notes.Concat(result.Projects.SelectMany(static p => p.Failures)).Select(target.Shorten)],
        };
        if (!Write(terminal, file, ReportPage.Report(input)))
            return ExitCode.Failed;
        if (!terminal.IsQuiet)
            terminal.Error.WriteLine(file == "-" ? "the report was written to standard output" : $"{file} written");
        return ExitCode.Clean;
    }

    // What the baseline lets be is known, and shown all the same.
    private static (IReadOnlyList<Finding> Findings, ReportTrend? Trend) Compared(string? file, Scope scope, ScanResult scanned, IReadOnlyList<Finding> findings)
    {
        if (scope.Baseline is not { } baseline)
            return (findings, null);
        var entries = baseline.Entries.Select(static e => e.Fingerprint).ToHashSet(StringComparer.Ordinal);
        Finding[] shown = [.. findings.Select(f => f.Suppression?.Kind == SuppressionKind.External && entries.Contains(f.Fingerprint) ? f with { Suppression = null } : f)];
        var fresh = shown.Where((f, i) => f.Suppression is null && findings[i].Suppression is null).ToHashSet();
        var gone = scope.Match(scanned).Unused.Select(static e => $"{e.Id} {e.Path}");
        return (shown, new ReportTrend(Path.GetFileName(file) ?? "the baseline", fresh, [.. gone]));
    }

    // The graph names files from the root of the repository, findings from the folder that was asked for.
    private static Finding InCheckout(Finding finding, Target target) => finding with
    {
        Project = target.InCheckout(finding.Project),
        Path = target.InCheckout(finding.Path),
        Also = [.. finding.Also.Select(also => also.LastIndexOf(':') is > 0 and var colon ? target.InCheckout(also[..colon]) + also[colon..] : also)],
    };
}

/// <summary>Reads files of a checkout for their lines; none outside of it, whatever facts from elsewhere may name.</summary>
/// <param name="target">The checkout.</param>
/// <param name="manifests">Full paths of manifests that were named besides.</param>
public sealed class CheckoutSources(Target target, IReadOnlyList<string> manifests)
{
    private const long Largest = 5_000_000;

    /// <summary>The text of a file by its path from the root; null where it cannot be read.</summary>
    public string? Read(string path)
    {
        try
        {
            var full = Path.GetFullPath(path, target.Root);
            return manifests.Prepend(target.Root).Any(folder => full == folder || full.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal)) && File.Exists(full) ? TextFile.Read(full, Largest).Text : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
