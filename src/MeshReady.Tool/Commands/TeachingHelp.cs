using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MeshReady.Tool.Commands;

/// <summary>The usual help of a command, and below it what people type and what the exit code means.</summary>
public sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    // Lines that are longer are hard to read, and a pipe has no width at all.
    private const int Widest = 120;

    /// <summary>Puts it behind --help of a root and of all its commands.</summary>
    public static void Teach(RootCommand root)
    {
        // The usual one has aliases of another system's shell, which completion would offer everywhere.
        foreach (var option in root.Options.OfType<HelpOption>().ToArray())
            root.Options.Remove(option);
        var usual = new HelpAction();
        usual.MaxWidth = Width(usual.MaxWidth);
        root.Options.Add(new HelpOption("--help", "-h", "-?") { Action = new TeachingHelp(usual) });
    }

    /// <summary>How many columns help takes.</summary>
    /// <param name="terminal">The columns of the terminal; some say 0 until somebody sizes them.</param>
    public static int Width(int terminal) => terminal is > 0 and < Widest ? terminal : Widest;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var help = new StringWriter();
        parseResult.InvocationConfiguration.Output = help;
        var code = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // The usual help calls it by the name of its assembly.
        output.Write(help.ToString().Replace("  " + RootCommand.ExecutableName, "  meshready", StringComparison.Ordinal));
        var command = parseResult.CommandResult.Command;
        if (Examples.All.TryGetValue(command is RootCommand ? "" : command.Name, out var examples))
        {
            var width = examples.Max(static e => e.Line.Length);
            output.Write("Examples:\n");
            foreach (var (line, about) in examples)
                output.Write(width <= 60 ? $"  {line.PadRight(width)}  {about}\n" : $"  {line}\n      {about}\n");
            output.Write("\n");
        }

        output.Write("Exit code: 0 clean or done, 1 findings at or above --fail-on, 2 could not do what was asked.\n");
        return code;
    }
}
