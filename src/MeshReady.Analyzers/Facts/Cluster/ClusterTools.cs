using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Cluster;

/// <summary>Finds programs that a service starts in order to change its cluster: <c>kubectl apply</c>, <c>helm upgrade</c>.</summary>
internal static class ClusterTools
{
    private const string Instead = "let a pipeline or Argo CD apply what stands in Git";

    // Only what changes something: kubectl get and helm list are nobody's harm.
    private static readonly Dictionary<string, Regex> Changes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kubectl"] = Verbs("apply|create|delete|patch|replace|scale|autoscale|set|label|annotate|taint|drain|cordon|uncordon|expose|run|edit|rollout (restart|undo|pause|resume)|argo rollouts (promote|abort|undo|set)"),
        ["oc"] = Verbs("apply|create|delete|patch|replace|scale|set|expose|new-app|rollout (restart|undo|latest)"),
        ["helm"] = Verbs("install|upgrade|uninstall|delete|rollback"),
        ["istioctl"] = Verbs("install|upgrade|uninstall|tag set"),
        ["argocd"] = Verbs("app (sync|create|delete|set|unset|rollback|patch)|cluster (add|rm)"),
        ["flux"] = Verbs("create|delete|install|uninstall|bootstrap|suspend|resume|reconcile"),
        ["kops"] = Verbs("create|update|delete|edit|replace|rolling-update|upgrade"),
        ["eksctl"] = Verbs("create|update|delete|scale|upgrade|drain|set"),
        ["docker"] = Verbs("run|create|start|stop|restart|kill|rm|update|compose (up|down|restart)|service (create|update|scale|rm)|stack (deploy|rm)|network (create|connect|disconnect|rm)"),
    };

    private static readonly Regex InShell = new(@"(?:^|[\s;&|""'/])(?<tool>kubectl|helm|istioctl|argocd|kops|eksctl|docker)\s+(?<rest>[^;&|]*)", RegexOptions.CultureInvariant);

    /// <summary>The change that <c>Process.Start("kubectl", …)</c> or <c>Cli.Wrap("kubectl")</c> makes; null where it makes none.</summary>
    public static ClusterMutation? At(RuleContext context, InvocationExpressionSyntax call)
    {
        if (call.ArgumentList.Arguments is not [var program, ..] || context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method)
            return null;
        if (method.IsMethodOf("CliWrap.Cli"))
            return Judge(ConstantWords.Whole(context, program.Expression), Wrapped(context, call));
        return method.IsMethodOf("System.Diagnostics.Process") ? Judge(ConstantWords.Whole(context, program.Expression), call.ArgumentList.Arguments is [_, var given, ..] ? ConstantWords.Of(context, given.Expression) : "") : null;
    }

    /// <summary>The change that a <c>ProcessStartInfo</c> asks for; null where it asks for none.</summary>
    public static ClusterMutation? At(RuleContext context, BaseObjectCreationExpressionSyntax creation)
    {
        if (!context.Model.GetTypeInfo(creation, context.CancellationToken).Type.Is("System.Diagnostics.ProcessStartInfo"))
            return null;

        var program = creation.ArgumentList?.Arguments is [var first, ..] ? ConstantWords.Whole(context, first.Expression) : null;
        var words = creation.ArgumentList?.Arguments is [_, var second, ..] ? ConstantWords.Of(context, second.Expression) : null;
        var members = (creation.Initializer?.Expressions ?? default).OfType<AssignmentExpressionSyntax>().Select(static member => (Name: (member.Left as IdentifierNameSyntax)?.Identifier.ValueText, Value: member.Right));
        foreach (var (name, value) in members.Concat(LaterMembers(context, creation)))
        {
            if (name == "FileName")
                program = ConstantWords.Whole(context, value);
            else if (name is "Arguments" or "ArgumentList")
                words = (words is null ? "" : words + " ") + ConstantWords.Of(context, value);
        }

        return program is null ? null : Judge(program, words ?? "");
    }

    /// <summary>What is set on the local that keeps the description: <c>info.FileName = "helm"</c>, <c>info.ArgumentList.Add("upgrade")</c>.</summary>
    private static IEnumerable<(string? Name, ExpressionSyntax Value)> LaterMembers(RuleContext context, BaseObjectCreationExpressionSyntax creation)
    {
        if (creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } || context.Model.GetDeclaredSymbol(variable, context.CancellationToken) is not ILocalSymbol local)
            yield break;
        foreach (var use in context.Facts.Uses.Of(local, context.CancellationToken))
        {
            switch (use.Parent)
            {
                case MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } member when assignment.Left == member:
                    yield return (member.Name.Identifier.ValueText, assignment.Right);
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ArgumentList", Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [var added] } } }:
                    yield return ("ArgumentList", added.Expression);
                    break;
            }
        }
    }

    private static string Wrapped(RuleContext context, InvocationExpressionSyntax call)
        => string.Join(" ", Clients.CallChain.From(call).Calls.Where(static next => Clients.CallChain.NameOf(next)?.Identifier.ValueText == "WithArguments" && next.ArgumentList.Arguments.Count > 0).Select(next => ConstantWords.Of(context, next.ArgumentList.Arguments[0].Expression)));

    /// <summary>Arguments that are not known may as well only read.</summary>
    private static ClusterMutation? Judge(string? program, string words)
    {
        if (program is null)
            return null;
        var tool = program.Substring(program.LastIndexOfAny(['/', '\\']) + 1);
        tool = tool.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? tool.Substring(0, tool.Length - 4) : tool;
        if (tool is "sh" or "bash" or "cmd" or "pwsh" or "powershell" or "zsh")
        {
            foreach (Match command in InShell.Matches(words))
            {
                if (Judge(command.Groups["tool"].Value, command.Groups["rest"].Value) is { } found)
                    return found;
            }

            return null;
        }

        if (!Changes.TryGetValue(tool, out var changes))
            return null;
        return changes.Match(words.Trim()) is { Success: true } verb ? new($"the cluster by '{tool} {verb.Groups["verb"].Value}'", Instead) : null;
    }

    // Flags may stand before the verb, some with a value: kubectl -n shop apply.
    private static Regex Verbs(string verbs)
        => new(@"^(?>(?:-{1,2}(?:n|f|H|namespace|context|kube-context|kubeconfig|cluster|user|as|name|state|region|host|project-directory)\s+\S+|-{1,2}[\w-]+(?:=\S*)?)\s+)*(?<verb>" + verbs.Replace(" ", @"\s+") + @")\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
