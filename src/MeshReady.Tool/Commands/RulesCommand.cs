using System.CommandLine;

namespace MeshReady.Tool.Commands;

/// <summary>meshready rules.</summary>
public sealed class RulesCommand : Command
{
    /// <summary>Makes the command.</summary>
    public RulesCommand(CommandContext context)
        : base("rules", "List the rules: id, severity, fix, whether an editor shows it live, title.")
    {
        var group = new Argument<string?>("GROUP") { Description = "Only groups whose name holds this word, such as resilience", HelpName = "GROUP", Arity = ArgumentArity.ZeroOrOne };
        group.CompletionSources.Add(_ => RuleList.Groups(RuleList.Of(context.Rules)).Select(static g => new System.CommandLine.Completions.CompletionItem(g.ToLowerInvariant())));
        var format = new Option<RuleListFormat>("--format") { Description = "How the list is written" };
        Add(group);
        Add(format);
        SetAction((parse, _) => context.Guarded(() => Task.FromResult(Run(context, parse.GetValue(group), parse.GetValue(format)))));
    }

    private static int Run(CommandContext context, string? group, RuleListFormat format)
    {
        var all = RuleList.Of(context.Rules);
        RuleLine[] wanted = [.. all.Where(r => group is null || r.Group.Contains(group, StringComparison.OrdinalIgnoreCase))];
        if (wanted.Length == 0)
        {
            context.Terminal.Error.WriteLine($"no group holds the word '{group}'; there are {string.Join(", ", RuleList.Groups(all))}");
            return ExitCode.Failed;
        }

        context.Terminal.Out.Write(RuleList.Write(wanted, format));
        return ExitCode.Clean;
    }
}
