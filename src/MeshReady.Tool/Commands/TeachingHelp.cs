using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MeshReady.Tool.Commands;

/// <summary>The usual help of a command, and below it what people type and what the exit code means.</summary>
public sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Puts it behind --help of a root and of all its commands.</summary>
    public static void Teach(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction usual)
                option.Action = new TeachingHelp(usual);
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
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
