using System.CommandLine;
using MeshReady.Tool.Output;
using MeshReady.Tool.Systems;

namespace MeshReady.Tool.Commands;

/// <summary>meshready facts.</summary>
public sealed class FactsCommand : Command
{
    private readonly CommandContext _context;
    private readonly CheckoutOptions _checkout;
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder that gets a file for each project; without it the facts of one project go to standard output", HelpName = "FOLDER" };

    /// <summary>Makes the command.</summary>
    public FactsCommand(CommandContext context)
        : base("facts", "Write what a project calls, sends, keeps and answers, for others to join: one JSON file for it and for each project that it refers to. It holds hosts, ports, databases and names, and no credential. In a build of many parts, run it for each part and meshready merge once.")
    {
        _context = context;
        _checkout = new CheckoutOptions(this, canRender: false);
        Add(_output);
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var terminal = _context.Terminal;
        if (_checkout.TargetOrSay(parse, terminal) is not { } target)
            return ExitCode.Failed;

        var (facts, notes) = await terminal.WithProgress(async progress =>
        {
            using var checkout = _checkout.Load(parse, target, _context);
            var read = await new SystemReading(target).FactsAsync(checkout, progress, cancellationToken);
            return (read.Facts, Notes: checkout.Notes.Concat(read.Notes).ToList());
        });
        foreach (var note in notes)
            terminal.Error.WriteLine(Redaction.Line(note));
        if (facts.Count == 0)
        {
            terminal.Error.WriteLine("no project below this path has facts: test projects have none");
            return ExitCode.Failed;
        }

        if (parse.GetValue(_output) is { Length: > 0 } folder)
        {
            var written = FactsFiles.Write(Path.GetFullPath(folder), FactsFiles.Texts(facts));
            if (!terminal.IsQuiet)
                terminal.Error.WriteLine($"{facts.Count} {(facts.Count == 1 ? "project" : "projects")}, {written} {(written == 1 ? "file" : "files")} written");
            return ExitCode.Clean;
        }

        if (facts.Count > 1)
        {
            terminal.Error.WriteLine($"{facts.Count} projects have facts: name a folder for them with --output");
            return ExitCode.Failed;
        }

        terminal.Out.Write(FactsFiles.Texts(facts).Values.Single());
        return ExitCode.Clean;
    }
}
