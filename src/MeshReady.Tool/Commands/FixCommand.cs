using System.CommandLine;
using MeshReady.Tool.Fixing;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Commands;

/// <summary>meshready fix.</summary>
public sealed class FixCommand : Command
{
    private readonly CommandContext _context;
    private readonly CheckoutOptions _checkout;
    private readonly Option<bool> _behavioural = new("--behavioural") { Description = "Apply also fixes that change what the service does" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the diff and write nothing" };

    /// <summary>Makes the command.</summary>
    public FixCommand(CommandContext context)
        : base("fix", "Mend what can be mended without changing what the service does; with --behavioural also the rest.")
    {
        _context = context;
        _checkout = new CheckoutOptions(this, canRender: false);
        Add(_behavioural);
        Add(_dryRun);
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var terminal = _context.Terminal;
        if (_checkout.TargetOrSay(parse, terminal) is not { } target)
            return ExitCode.Failed;

        var result = await terminal.WithProgress(async progress =>
        {
            using var checkout = _checkout.Load(parse, target, _context);
            foreach (var note in terminal.IsQuiet ? [] : checkout.Notes)
                terminal.Error.WriteLine(Redaction.Line(note));
            return await new FixRun(_context.Rules, target, parse.GetValue(_behavioural)).RunAsync(checkout, progress, cancellationToken);
        });

        return new FixReport(terminal, target).Finish(result, parse.GetValue(_dryRun)) ? ExitCode.Clean : ExitCode.Failed;
    }
}
