using System.CommandLine;
using MeshReady.Model.Deployment;
using MeshReady.Tool.Output;
using MeshReady.Tool.Setup;

namespace MeshReady.Tool.Commands;

/// <summary>meshready init.</summary>
public sealed class InitCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _path = new("PATH") { Description = "The folder of a checkout, best its root: there editor and build look for meshready.json", DefaultValueFactory = _ => "." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Write without asking" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would be written, and write nothing" };

    /// <summary>Makes the command.</summary>
    public InitCommand(CommandContext context)
        : base("init", "Set a checkout up: look at its projects and manifests, show what would be written, ask, and write. It writes meshready.json (which manifests run where), the reference to MeshReady.Analyzers in Directory.Build.props, and the mesh in .globalconfig where manifests prove it. Nothing that is there is changed but by adding lines; a second run finds nothing to do.")
    {
        _context = context;
        Add(_path);
        Add(_yes);
        Add(_dryRun);
        SetAction((parse, _) => context.Guarded(() => Task.FromResult(Run(parse))));
    }

    private int Run(ParseResult parse)
    {
        var terminal = _context.Terminal;
        var plan = SetupPlan.Of(parse.GetRequiredValue(_path), Rendering.Version);
        if (!terminal.IsQuiet)
        {
            foreach (var line in plan.Found)
                terminal.Out.Write(Redaction.Line(line) + "\n");
            foreach (var line in plan.Notes)
                terminal.Out.Write(Redaction.Line(line) + "\n");
        }

        if (plan.Files.Count == 0)
        {
            terminal.Out.Write("Nothing to do.\n");
            return ExitCode.Clean;
        }

        terminal.Out.Write("\n" + Redaction.Clean(plan.Diff()));
        if (parse.GetValue(_dryRun))
            return ExitCode.Clean;
        if (!parse.GetValue(_yes))
        {
            if (!terminal.CanAsk)
            {
                terminal.Error.WriteLine("nobody can answer here: pass --yes to write, or --dry-run to look only");
                return ExitCode.Failed;
            }

            if (!terminal.Confirm(plan.Files.Count == 1 ? "Write this file?" : $"Write these {plan.Files.Count} files?"))
            {
                terminal.Out.Write("Nothing was written.\n");
                return ExitCode.Clean;
            }
        }

        plan.Write();
        string[] written = [.. plan.Files.Select(f => Path.GetRelativePath(plan.Folder, f.Path).Replace('\\', '/'))];
        var next = written.Contains(EnvironmentFile.FileName) ? $" Read {EnvironmentFile.FileName}, and say \"complete\": true where its sources are all that runs." : "";
        terminal.Out.Write($"\nWrote {string.Join(", ", written)}.{next}\n");
        return ExitCode.Clean;
    }
}
