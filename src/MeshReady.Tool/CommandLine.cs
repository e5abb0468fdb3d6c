using System.CommandLine;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Commands;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;

namespace MeshReady.Tool;

/// <summary>The commands of meshready.</summary>
/// <remarks>Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not analyse.</remarks>
public sealed class CommandLine(Rules rules, Terminal terminal, FrameworkPacks packs, IReadOnlyList<PackageStore> stores)
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">As given to the process.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments)
    {
        var context = new CommandContext(rules, terminal, packs, stores);
        var root = new RootCommand("MeshReady: which code does the service mesh's job, breaks behind a mesh, or disagrees with it.")
        {
            new CheckCommand(context),
            new MapCommand(context),
            new ReportCommand(context),
            new FixCommand(context),
            new ExplainCommand(context),
            new FactsCommand(context),
            new SnapshotCommand(context),
        };
        var parsed = root.Parse(arguments);
        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error };
        var code = await parsed.InvokeAsync(invocation);
        return parsed.Errors.Count > 0 ? ExitCode.Failed : code;
    }
}
