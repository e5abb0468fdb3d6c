using System.CommandLine;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Commands;

/// <summary>meshready explain.</summary>
public sealed class ExplainCommand : Command
{
    /// <summary>Makes the command.</summary>
    public ExplainCommand(CommandContext context)
        : base("explain", "Tell what a rule finds, why it harms, and what to do.")
    {
        var id = new Argument<string>("ID") { Description = "The id of a rule, such as MSA0201", HelpName = "ID" };
        id.CompletionSources.Add(_ => Explanation.Ids(context.Rules).Select(static i => new System.CommandLine.Completions.CompletionItem(i)));
        Add(id);
        SetAction((parse, _) => context.Guarded(() => Task.FromResult(Run(context, parse.GetRequiredValue(id)))));
    }

    private static int Run(CommandContext context, string id)
    {
        if (Explanation.Of(id, context.Rules) is { } text)
        {
            context.Terminal.Out.Write(text);
            return ExitCode.Clean;
        }

        context.Terminal.Error.WriteLine($"no rule has the id {id}; there are {string.Join(", ", Explanation.Ids(context.Rules))}");
        return ExitCode.Failed;
    }
}
