using System.CommandLine;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Commands;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;

namespace MeshReady.Tool;

/// <summary>The commands of meshready.</summary>
/// <remarks>Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not analyse.</remarks>
public sealed class CommandLine(Rules rules, Terminal terminal, FrameworkPacks packs, IReadOnlyList<PackageStore> stores, TimeProvider? clock = null)
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Findings and errors only: no notes, no summary, no progress", Recursive = true };
    private readonly Option<bool> _noColor = new("--no-color") { Description = "No colours, as with the environment variable NO_COLOR; there are none where the output is no terminal", Recursive = true };

    /// <summary>All commands.</summary>
    public RootCommand Root()
    {
        var context = new CommandContext(rules, terminal, packs, stores) { Clock = clock ?? TimeProvider.System };
        var root = new RootCommand("MeshReady: which code does the service mesh's job, breaks behind a mesh, or disagrees with it.")
        {
            new CheckCommand(context),
            new MapCommand(context),
            new ReportCommand(context),
            new FixCommand(context),
            new ExplainCommand(context),
            new FactsCommand(context),
            new SnapshotCommand(context),
            new MergeCommand(context),
            new RulesCommand(context),
            new InitCommand(context),
            new CompletionCommand(context),
            _quiet,
            _noColor,
        };
        TeachingHelp.Teach(root);
        return root;
    }

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">As given to the process.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Root().Parse(arguments);
        terminal.IsQuiet = parsed.GetValue(_quiet);
        terminal.HasColours &= !parsed.GetValue(_noColor);
        // Questions are Spectre's own, which knows NO_COLOR but not the option.
        if (parsed.GetValue(_noColor))
            Spectre.Console.AnsiConsole.Profile.Capabilities.ColorSystem = Spectre.Console.ColorSystem.NoColors;
        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error };
        var code = await parsed.InvokeAsync(invocation);
        return parsed.Errors.Count > 0 && parsed.Action is not TeachingHelp ? ExitCode.Failed : code;
    }
}
