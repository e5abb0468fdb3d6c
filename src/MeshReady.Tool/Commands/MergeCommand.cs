using System.CommandLine;
using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Maps;
using MeshReady.Tool.Output;
using MeshReady.Tool.Reports;
using MeshReady.Tool.Systems;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Commands;

/// <summary>meshready merge.</summary>
public sealed class MergeCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string[]> _inputs = new("INPUT") { Description = "Facts files, SARIF files, or folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _manifests = new("--manifests") { Description = "Folders or files of manifests that the services run with", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private readonly Option<bool> _complete = new("--complete") { Description = "The manifests are all that runs: what is missing from them does not exist" };
    private readonly Option<string?> _mesh = new("--mesh") { Description = "The mesh that all services run in, whatever the manifests say" };
    private readonly Option<string?> _graph = new("--graph") { Description = "Write the system there, as JSON", HelpName = "FILE" };
    private readonly Option<string?> _report = new("--report") { Description = "Write the report there, as one HTML page", HelpName = "FILE" };
    private readonly Option<string?> _sarif = new("--sarif") { Description = "Write all findings there, as one SARIF file", HelpName = "FILE" };
    private readonly Option<string?> _title = new("--title") { Description = "The title of the report", HelpName = "TEXT" };
    private readonly Option<FailOn> _failOn = new("--fail-on") { Description = "Exit with 1 from this severity on", DefaultValueFactory = _ => FailOn.Warning };

    /// <summary>Makes the command.</summary>
    public MergeCommand(CommandContext context)
        : base("merge", "Join what meshready facts and meshready check --format sarif wrote in the parts of a build: one system, judged as a whole, one report, one SARIF file. No code is needed for it, and none is read.")
    {
        _context = context;
        _mesh.AcceptOnlyFromAmong("istio", "linkerd", "none");
        Add(_inputs);
        Add(_manifests);
        Add(_complete);
        Add(_mesh);
        Add(_graph);
        Add(_report);
        Add(_sarif);
        Add(_title);
        Add(_failOn);
        SetAction((parse, cancellation) => context.Guarded(() => RunAsync(parse, cancellation)));
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
        if (Contradiction([parse.GetValue(_graph), parse.GetValue(_report), parse.GetValue(_sarif)]) is { } contradiction)
        {
            terminal.Error.WriteLine(Redaction.Line(contradiction));
            return ExitCode.Failed;
        }

        var notes = new List<string>();
        var (facts, sarif) = Sorted(parse.GetValue(_inputs) ?? []);
        var (projects, unread) = FactsFiles.Read(facts);
        notes.AddRange(unread);
        var texts = sarif.Select(static file => (Name: file, TextFile.Read(file).Text)).ToList();
        if (projects.Count + texts.Count == 0)
        {
            foreach (var note in notes)
                terminal.Error.WriteLine(Redaction.Line(note));
            terminal.Error.WriteLine("no facts and no SARIF among the inputs");
            return ExitCode.Failed;
        }

        // Places in facts are seen from the root of their repository; here that is the folder at hand.
        var here = Path.TrimEndingDirectorySeparator(Directory.GetCurrentDirectory());
        var target = new Target(here, here, here, []);
        IReadOnlyList<string> manifests = [.. (parse.GetValue(_manifests) ?? []).Select(static path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];
        var deployment = DeploymentFiles.Find(target, new DeploymentOptions([.. manifests], parse.GetValue(_complete)) { IsOnlyPaths = true });
        var system = SystemReading.Join([], projects, Surroundings.Of(deployment, target, parse.GetValue(_mesh)), [.. deployment.Notes]);
        notes.AddRange(system.Notes);
        var (findings, failures) = await new SystemScan(_context.Rules, target).RunAsync(system, null, cancellationToken);
        notes.AddRange(failures);

        var result = SystemCheck.Add(new ScanResult([], []), findings, failures, []);
        string Own() => SarifReport.Write(new Rendering(result, target, _context.Rules, DiagnosticSeverity.Info));
        // Findings of other runs stand in their SARIF alone; without them there is nothing to join.
        var joined = texts.Count == 0 ? null : SarifMerge.Merge(texts.Prepend((Name: "the system", Text: Own())), notes);
        IReadOnlyList<Finding> all = joined is null
            ? [.. result.Findings.OrderBy(static f => f.Path, StringComparer.Ordinal).ThenBy(static f => f.Line).ThenBy(static f => f.Id, StringComparer.Ordinal).ThenBy(static f => f.Message, StringComparer.Ordinal)]
            : SarifFindings.Read(joined);
        foreach (var note in notes.Distinct(StringComparer.Ordinal))
            terminal.Error.WriteLine(Redaction.Line(target.Shorten(note)));

        var isWritten = Write(parse.GetValue(_graph), () => JsonMap.Of(system.Graph, new ShownPaths(here)))
            & Write(parse.GetValue(_sarif), () => joined ?? Own())
            & Write(parse.GetValue(_report), () => ReportPage.Report(new ReportInput(ReportCommand.TitleOf(parse.GetValue(_title), target), system.Graph, all) { ReadSource = new CheckoutSources(target, manifests).Read, Paths = new ShownPaths(here), Notes = [.. notes.Select(target.Shorten)] }));
        Print(system, all);
        return !isWritten ? ExitCode.Failed : all.Any(f => f.Severity >= (DiagnosticSeverity)parse.GetValue(_failOn)) ? ExitCode.Found : ExitCode.Clean;
    }

    // Known before the work, not after it.
    private static string? Contradiction(IEnumerable<string?> named)
    {
        string[] files = [.. named.OfType<string>().Where(static file => file.Length > 0)];
        return files.FirstOrDefault(static file => file == "-") is not null
            ? "the findings go to standard output: name a file for --graph, --report and --sarif"
            : files.GroupBy(Path.GetFullPath, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice
                ? $"{twice.First()} is named for two outputs"
                : files.Select(static file => AtomicFile.Refusal(Path.GetFullPath(file)) is { } reason ? $"{file} cannot be written: {reason}" : null).FirstOrDefault(static e => e is not null);
    }

    private bool Write(string? file, Func<string> text) => file is not { Length: > 0 } || ReportCommand.Write(_context.Terminal, file, text());

    private void Print(ReadSystem system, IReadOnlyList<Finding> findings)
    {
        var terminal = _context.Terminal;
        foreach (var finding in findings)
            terminal.Out.WriteLine($"{Redaction.Line(finding.Path)}:{finding.Line}  {terminal.Paint(finding.Severity, finding.Severity.ToString().ToLowerInvariant())} {Redaction.Line(finding.Id)}  {Redaction.Line(finding.Message)}");
        if (!terminal.IsQuiet)
            terminal.Error.WriteLine($"{Words.Count(system.Graph.Services.Count, "service")}, {Words.Count(system.Graph.Calls.Count, "call")}, {Words.Count(findings.Count, "finding")}");
    }

    /// <summary>Parts the inputs by what they hold.</summary>
    /// <exception cref="ArgumentException">An input does not exist.</exception>
    private static (IReadOnlyList<string> Facts, IReadOnlyList<string> Sarif) Sorted(IEnumerable<string> inputs)
    {
        var files = inputs.Select(Path.GetFullPath)
            .SelectMany(static path => File.Exists(path) ? [path] : Directory.Exists(path) ? FactsFiles.Below(path) : throw new ArgumentException($"{path} does not exist"))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var isSarif = new bool[files.Length];
        Parallel.For(0, files.Length, i => isSarif[i] = SarifMerge.IsSarif(files[i]));
        return ([.. files.Where((_, i) => !isSarif[i])], [.. files.Where((_, i) => isSarif[i])]);
    }
}
