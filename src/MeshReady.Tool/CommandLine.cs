using System.CommandLine;
using System.Diagnostics;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Fixing;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool;

/// <summary>The commands of meshready.</summary>
/// <remarks>Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not analyse.</remarks>
public sealed class CommandLine(Rules rules, Terminal terminal, FrameworkPacks packs, IReadOnlyList<PackageStore> stores)
{
    private const int Clean = 0;
    private const int Found = 1;
    private const int Failed = 2;

    private readonly Argument<string> _path = new("PATH") { Description = "A folder, a .csproj, a .sln or a .slnx", DefaultValueFactory = _ => "." };
    private readonly Option<Level> _severity = new("--severity") { Description = "Show findings of this severity and above", DefaultValueFactory = _ => Level.Info };
    private readonly Option<Level> _failOn = new("--fail-on") { Description = "Exit with 1 from this severity on", DefaultValueFactory = _ => Level.Warning };
    private readonly Option<OutputFormat> _format = new("--format") { Description = "How findings are written", DefaultValueFactory = _ => OutputFormat.Text };
    private readonly Option<string?> _mesh = Mesh();
    private readonly Option<string[]> _manifests = new("--manifests") { Description = "Folders or files of manifests, also outside the repository; read besides those below PATH, and written by fix only where they lie below PATH", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private readonly Option<bool> _complete = new("--complete") { Description = "The manifests are all that runs: what is missing from them does not exist. Where environments are declared, meshready.json says it of each" };
    private readonly Option<bool> _render = new("--render") { Description = "Run your own kustomize and helm over what meshready.json declares, and read what they put out (obj/meshready). They do what the repository tells them to, remote bases included: only for repositories that you trust" };
    private readonly Argument<string> _id = new("ID") { Description = "The id of a rule, such as MSA0201" };
    private readonly Option<bool> _timings = new("--timings") { Description = "Print files, lines, seconds and the share of resolved calls of each project to standard error" };
    private readonly Option<bool> _behavioural = new("--behavioural") { Description = "Apply also fixes that change what the service does" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the diff and write nothing" };

    private enum Level
    {
        Info = DiagnosticSeverity.Info,
        Warning = DiagnosticSeverity.Warning,
        Error = DiagnosticSeverity.Error,
    }

    private enum OutputFormat
    {
        Text,
        Json,
    }

    private static Option<string?> Mesh()
    {
        var option = new Option<string?>("--mesh") { Description = "The mesh that all services run in, whatever the manifests here say; a project's own MeshReadyMesh property gives way" };
        option.AcceptOnlyFromAmong("istio", "linkerd", "none");
        return option;
    }

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">As given to the process.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments)
    {
        var check = new Command("check", "Read services and manifests and print what is wrong with them. Nothing of what is read is executed: no MSBuild, generator or analyzer of the checkout runs, and no kustomize or helm unless --render is given.") { _path, _severity, _failOn, _format, _mesh, _manifests, _complete, _render, _timings };
        check.SetAction((parse, cancellation) => Guarded(() => CheckAsync(parse, cancellation)));
        var fix = new Command("fix", "Mend what can be mended without changing what the service does; with --behavioural also the rest.") { _path, _behavioural, _dryRun, _mesh, _manifests, _complete };
        fix.SetAction((parse, cancellation) => Guarded(() => FixAsync(parse, cancellation)));
        var explain = new Command("explain", "Tell what a rule finds, why it harms, and what to do.") { _id };
        explain.SetAction((parse, _) => Guarded(() => Task.FromResult(Explain(parse.GetRequiredValue(_id)))));

        var root = new RootCommand("MeshReady: which code does the service mesh's job, breaks behind a mesh, or disagrees with it.") { check, fix, explain };
        var parsed = root.Parse(arguments);
        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error };
        var code = await parsed.InvokeAsync(invocation);
        return parsed.Errors.Count > 0 ? Failed : code;
    }

    private async Task<int> Guarded(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("cancelled");
            return Failed;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            terminal.Error.WriteLine(Redaction.Clean(exception.Message));
            return Failed;
        }
        catch (Exception exception)
        {
            // Its text may quote what was read; the kind and the place in this program are enough to find it.
            terminal.Error.WriteLine($"meshready failed with {exception.GetType().Name}, please report it:\n{exception.StackTrace}");
            return Failed;
        }
    }

    private async Task<int> CheckAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var (target, error) = Target.Of(parse.GetRequiredValue(_path));
        if (target is null)
        {
            terminal.Error.WriteLine(error);
            return Failed;
        }

        var result = await terminal.WithProgress(async progress =>
        {
            using var checkout = new CheckoutLoader(packs, stores, parse.GetValue(_mesh), Deployment(parse, parse.GetValue(_render))).Load(target);
            return await new Scan(rules, target).RunAsync(checkout, progress, cancellationToken);
        });

        var least = (DiagnosticSeverity)parse.GetValue(_severity);
        if (parse.GetValue(_format) == OutputFormat.Json)
        {
            terminal.Out.Write(Report.JsonText(result, least));
            foreach (var line in result.Notes.Concat(result.Projects.SelectMany(p => p.Failures)))
                terminal.Error.WriteLine(Redaction.Clean(line));
        }
        else
        {
            terminal.Out.Write(Report.Text(result, least, terminal.Paint));
        }

        if (parse.GetValue(_timings))
            terminal.Error.Write(Report.Timings(result, watch.Elapsed));
        if (result.IsEmpty)
        {
            terminal.Error.WriteLine("no project below this path could be analysed");
            return Failed;
        }

        return result.Findings.Any(f => f.Severity >= (DiagnosticSeverity)parse.GetValue(_failOn)) ? Found : Clean;
    }

    private DeploymentOptions Deployment(ParseResult parse, bool renders)
        => new([.. (parse.GetValue(_manifests) ?? []).Select(static path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))], parse.GetValue(_complete), renders);

    private int Explain(string id)
    {
        if (Explanation.Of(id, rules) is { } text)
        {
            terminal.Out.Write(text);
            return Clean;
        }

        terminal.Error.WriteLine($"no rule has the id {id}; there are {string.Join(", ", Explanation.Ids(rules))}");
        return Failed;
    }

    private async Task<int> FixAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var (target, error) = Target.Of(parse.GetRequiredValue(_path));
        if (target is null)
        {
            terminal.Error.WriteLine(error);
            return Failed;
        }

        var result = await terminal.WithProgress(async progress =>
        {
            using var checkout = new CheckoutLoader(packs, stores, parse.GetValue(_mesh), Deployment(parse, renders: false)).Load(target);
            foreach (var note in checkout.Notes)
                terminal.Error.WriteLine(Redaction.Clean(note));
            return await new FixRun(rules, target, parse.GetValue(_behavioural)).RunAsync(checkout, progress, cancellationToken);
        });

        return new FixReport(terminal, target).Finish(result, parse.GetValue(_dryRun)) ? Clean : Failed;
    }
}
