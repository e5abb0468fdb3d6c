using System.CommandLine;
using System.Text;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;
using MeshReady.Tool.Reports;

namespace MeshReady.Tool.Commands;

/// <summary>meshready report.</summary>
public sealed class ReportCommand : Command
{
    private const string DefaultFile = "meshready-report.html";

    private readonly CommandContext _context;
    private readonly CheckoutOptions _checkout;
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
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
    }

    /// <summary>The title that was asked for, else the folder's name.</summary>
    public static string TitleOf(string? title, Target target)
        => title is { Length: > 0 } ? title : Path.GetFileName(target.Folder) is { Length: > 0 } name ? name : "System";

    /// <summary>Writes a text to a file, or to standard output where none is named.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool Write(Terminal terminal, string? file, string text)
    {
        if (file is not { Length: > 0 })
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
        var (target, error) = AtomicFile.Refusal(Path.GetFullPath(file)) is { } refusal ? (null, $"{file} cannot be written: {refusal}") : _checkout.Target(parse);
        if (target is null)
        {
            terminal.Error.WriteLine(error);
            return ExitCode.Failed;
        }

        var (result, system) = await new SystemRun(_context, _checkout).RunAsync(parse, target, cancellationToken);
        var input = new ReportInput(TitleOf(parse.GetValue(_title), target), system.Graph, [.. result.All.Select(f => InCheckout(f, target))])
        {
            ReadSource = new CheckoutSources(target).Read,
            Notes = [.. result.Notes.Concat(result.Projects.SelectMany(static p => p.Failures))],
        };
        if (!Write(terminal, file, ReportPage.Report(input)))
            return ExitCode.Failed;
        terminal.Error.WriteLine($"{file} written");
        return ExitCode.Clean;
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
public sealed class CheckoutSources(Target target)
{
    private const long Largest = 5_000_000;

    /// <summary>The text of a file by its path from the root; null where it cannot be read.</summary>
    public string? Read(string path)
    {
        try
        {
            var full = Path.GetFullPath(path, target.Root);
            return full.StartsWith(target.Root.TrimEnd('/') + "/", StringComparison.Ordinal) && File.Exists(full) ? TextFile.Read(full, Largest).Text : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
