using System.CommandLine;
using MeshReady.Model.Systems;
using MeshReady.Tool.Maps;
using MeshReady.Tool.Output;
using MeshReady.Tool.Reports;

namespace MeshReady.Tool.Commands;

/// <summary>meshready map.</summary>
public sealed class MapCommand : Command
{
    private readonly CommandContext _context;
    private readonly CheckoutOptions _checkout;
    private readonly Option<MapFormat> _format = new("--format") { HelpName = "FORMAT", Description = "mermaid (GitHub and GitLab draw it in Markdown), dot (Graphviz), json, or html: one page that needs nothing else", DefaultValueFactory = _ => MapFormat.Mermaid };
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "Write there instead of to standard output" };
    private readonly Option<string?> _title = new("--title") { HelpName = "TEXT", Description = "The title; the folder's name where not given" };

    /// <summary>Makes the command.</summary>
    public MapCommand(CommandContext context)
        : base("map", "Draw the system: services, what they call, send and keep, and at each call who retries it and who ends it, code and mesh together. Nothing of what is read is executed.")
    {
        _context = context;
        _checkout = new CheckoutOptions(this, canRender: true, canJoin: true);
        Add(_format);
        Add(_output);
        Add(_title);
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
    }

    private enum MapFormat
    {
        Mermaid,
        Dot,
        Json,
        Html,
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var terminal = _context.Terminal;
        if (_checkout.TargetOrSay(parse, terminal) is not { } target)
            return ExitCode.Failed;

        var (system, notes) = await new SystemRun(_context, _checkout).ReadAsync(parse, target, cancellationToken);
        foreach (var note in notes)
            terminal.Error.WriteLine(Redaction.Line(target.Shorten(note)));
        var text = Text(parse.GetValue(_format), system.Graph, new CheckoutSources(target, _checkout.ManifestPaths(parse)), new ShownPaths(target.Root), ReportCommand.TitleOf(parse.GetValue(_title), target));
        return ReportCommand.Write(terminal, parse.GetValue(_output), text) ? ExitCode.Clean : ExitCode.Failed;
    }

    private static string Text(MapFormat format, SystemGraph graph, CheckoutSources sources, ShownPaths paths, string title) => format switch
    {
        MapFormat.Dot => DotMap.Of(SystemMap.Of(graph, paths), title),
        MapFormat.Json => JsonMap.Of(graph, paths),
        MapFormat.Html => ReportPage.Map(new ReportInput(title, graph, []) { ReadSource = sources.Read, Paths = paths }),
        _ => MermaidMap.Of(SystemMap.Of(graph, paths)),
    };
}
