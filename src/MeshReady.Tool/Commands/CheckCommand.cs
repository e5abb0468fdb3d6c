using System.CommandLine;
using System.Diagnostics;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Commands;

/// <summary>meshready check.</summary>
public sealed class CheckCommand : Command
{
    private readonly CommandContext _context;
    private readonly CheckoutOptions _checkout;
    private readonly ScopeOptions _scope;
    private readonly Option<Level> _severity = new("--severity") { Description = "Show findings of this severity and above", DefaultValueFactory = _ => Level.Info };
    private readonly Option<FailOn> _failOn = new("--fail-on") { Description = "Exit with 1 from this severity on; with none only an analysis that fails is told by the exit code", DefaultValueFactory = _ => FailOn.Warning };
    private readonly Option<string[]> _format = new("--format") { HelpName = "FORMAT[=FILE]", Description = "How findings are written: text, json, sarif, github (annotations of a workflow) or markdown (a job summary or comment). Give it again for several at once, as in --format text --format sarif=a.sarif; only one can go to standard output", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write the one format that names no file there instead of to standard output" };
    private readonly Option<string?> _category = new("--category") { HelpName = "NAME", Description = "SARIF: tells analyses of the same commit apart, such as one for each service" };
    private readonly Option<bool> _suppressed = new("--report-suppressed") { Description = "SARIF: hold suppressed findings too, marked as such. Not for GitHub code scanning, which opens alerts for them" };
    private readonly Option<bool> _timings = new("--timings") { Description = "Print files, lines, seconds, the share of resolved calls and what it was loaded from of each project to standard error" };

    /// <summary>Makes the command.</summary>
    public CheckCommand(CommandContext context)
        : base("check", "Read services and manifests and print what is wrong with them. Nothing of what is read is executed: no MSBuild, generator or analyzer of the checkout runs unless --load msbuild is given, and no kustomize or helm unless --render is.")
    {
        _context = context;
        _checkout = new CheckoutOptions(this, canRender: true, canJoin: true);
        Add(_severity);
        Add(_failOn);
        Add(_format);
        Add(_output);
        Add(_category);
        Add(_suppressed);
        _scope = new ScopeOptions(this);
        Add(_timings);
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
    }

    private enum Level
    {
        Info = DiagnosticSeverity.Info,
        Warning = DiagnosticSeverity.Warning,
        Error = DiagnosticSeverity.Error,
    }

    private enum FailOn
    {
        Info = DiagnosticSeverity.Info,
        Warning = DiagnosticSeverity.Warning,
        Error = DiagnosticSeverity.Error,
        None,
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var terminal = _context.Terminal;
        var watch = Stopwatch.StartNew();
        var (parts, unclear) = OutputPlan.Read(parse.GetValue(_format) ?? [], parse.GetValue(_output));
        var (target, error) = unclear is null ? _checkout.Target(parse) : (null, unclear);
        if (target is null)
        {
            terminal.Error.WriteLine(error);
            return ExitCode.Failed;
        }

        var scope = await _scope.ReadAsync(parse, target, _context.Clock, cancellationToken);
        var scanned = await ScanAsync(parse, target, cancellationToken);
        var result = _scope.Write(parse, scope, scanned).Apply(scanned);
        var rendering = new Rendering(result, target, _context.Rules, (DiagnosticSeverity)parse.GetValue(_severity))
        {
            Category = parse.GetValue(_category),
            IsQuiet = terminal.IsQuiet,
            IsFailure = result.IsEmpty && _checkout.FactsPaths(parse).Count == 0,
            WithSuppressed = parse.GetValue(_suppressed),
        };
        var isWritten = new OutputWriter(terminal).Write(rendering, parts);
        if (parse.GetValue(_timings))
            terminal.Error.Write(Report.Timings(result, watch.Elapsed));
        if (rendering.IsFailure)
        {
            terminal.Error.WriteLine("no project below this path could be analysed");
            return ExitCode.Failed;
        }

        if (!isWritten)
            return ExitCode.Failed;
        return result.Findings.Any(f => f.Severity >= (DiagnosticSeverity)parse.GetValue(_failOn)) ? ExitCode.Found : ExitCode.Clean;
    }

    private async Task<ScanResult> ScanAsync(ParseResult parse, Target target, CancellationToken cancellationToken)
    {
        var (result, _) = await new SystemRun(_context, _checkout).RunAsync(parse, target, cancellationToken, parse.GetValue(_suppressed));
        return result with { Notes = [.. result.Notes.Select(target.Shorten)] };
    }
}
