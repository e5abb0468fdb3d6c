using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Cluster;

/// <summary>A change of the running cluster that no manifest knows of.</summary>
/// <param name="What">What is changed, for a message.</param>
/// <param name="Instead">What does it in its place.</param>
internal sealed record ClusterMutation(string What, string Instead);

/// <summary>Finds calls of the Kubernetes client that write what belongs into Git.</summary>
internal static class ClusterMutations
{
    private const string Declare = "declare it in Git and let Argo CD or Flux apply it";

    /// <summary>Groups of objects that route, roll out or deploy. Other custom objects may be the project's own.</summary>
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["networking.istio.io"] = "declare the route in Git, and let Argo Rollouts or Flagger move its weights",
        ["security.istio.io"] = Declare,
        ["telemetry.istio.io"] = Declare,
        ["gateway.networking.k8s.io"] = "declare the route in Git, and let Argo Rollouts or Flagger move its weights",
        ["policy.linkerd.io"] = Declare,
        ["linkerd.io"] = Declare,
        ["split.smi-spec.io"] = "declare the route in Git, and let Flagger move its weights",
        ["argoproj.io"] = "change the Rollout or Application in Git, and let its analysis promote or abort",
        ["flagger.app"] = "change the Canary in Git, and let its analysis promote or abort",
        ["keda.sh"] = Declare,
        ["karpenter.sh"] = Declare,
        ["autoscaling.k8s.io"] = Declare,
        ["flink.apache.org"] = "change the FlinkDeployment in Git, where the operator takes savepoints by itself",
    };

    private static readonly string[] OperatorParts = ["KubernetesEntity", "LeaderElector", "CustomResourceDefinition", "IEntityController", "IResourceController"];

    /// <summary>The change at a site; null where it is none, or where the project is an operator.</summary>
    public static ClusterMutation? At(RuleContext context, Site site) => site.Node switch
    {
        InvocationExpressionSyntax call when site.Name is "Start" or "Wrap" => ClusterTools.At(context, call),
        BaseObjectCreationExpressionSyntax creation => ClusterTools.At(context, creation),
        InvocationExpressionSyntax call => OfClient(context, call) is { } change && !IsOperator(context) ? change : null,
        _ => null,
    };

    private static ClusterMutation? OfClient(RuleContext context, InvocationExpressionSyntax call)
    {
        if (context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method || !method.Home().IsInNamespace("k8s"))
            return null;
        // The server checks it and keeps nothing.
        if (Text(context, method, call, "dryRun") is "All")
            return null;
        if (method.Home().IsInNamespace("k8s.ClientSets"))
            return method.Home().Name is { } client && client.EndsWith("Client", StringComparison.Ordinal) && Array.IndexOf(ClusterNames.Kinds, client.Substring(0, client.Length - "Client".Length)) >= 0 ? OfKind(client.Substring(0, client.Length - "Client".Length)) : null;
        if (method.Home().Is("k8s.GenericClient"))
            return OfGeneric(context, call);
        return ClusterNames.KindOf(method.Name) switch
        {
            null => null,
            "CustomObject" => OfGroup(Text(context, method, call, "group"), Text(context, method, call, "plural")),
            var kind => OfKind(kind),
        };
    }

    private static ClusterMutation OfKind(string kind) => kind switch
    {
        "DeploymentScale" or "StatefulSetScale" or "ReplicaSetScale" => new($"the replicas of a {kind.Substring(0, kind.Length - "Scale".Length)}", "scale by a HorizontalPodAutoscaler or a KEDA ScaledObject"),
        "HorizontalPodAutoscaler" => new("a HorizontalPodAutoscaler", Declare),
        "ConfigMap" => new("a ConfigMap", "keep state in a store and settings in Git"),
        "Ingress" => new("an Ingress", Declare),
        _ => new("a " + kind, Declare),
    };

    private static ClusterMutation? OfGroup(string? group, string? plural)
        => group is not null && Groups.TryGetValue(group, out var instead) ? new(plural is null ? "objects of " + group : plural + "." + group, instead) : null;

    /// <summary><c>new GenericClient(client, "networking.istio.io", "v1", "virtualservices")</c>, in place or kept.</summary>
    private static ClusterMutation? OfGeneric(RuleContext context, InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: var receiver })
            return null;
        if (receiver is not BaseObjectCreationExpressionSyntax && context.Model.GetSymbolInfo(receiver, context.CancellationToken).Symbol is { } kept)
            receiver = OnlyValue.Of(kept, context.Facts, context.Model, context.CancellationToken) ?? receiver;
        if (receiver is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } || context.Facts.ModelFor(receiver.SyntaxTree) is not { } model)
            return null;
        var texts = arguments.Select(argument => model.GetConstantValue(argument.Expression, context.CancellationToken)).Where(static value => value is { HasValue: true, Value: string }).Select(static value => (string)value.Value!).ToList();
        return texts.Count < 3 ? null : texts[0].Length == 0 ? texts[2] switch
        {
            "services" => OfKind("Service"),
            "configmaps" => OfKind("ConfigMap"),
            _ => null,
        }
        : (texts[0], texts[2]) switch
        {
            ("apps", "deployments") => OfKind("Deployment"),
            ("apps", "statefulsets") => OfKind("StatefulSet"),
            ("networking.k8s.io", "ingresses") => OfKind("Ingress"),
            ("networking.k8s.io", "networkpolicies") => OfKind("NetworkPolicy"),
            var (group, plural) => OfGroup(group, plural),
        };
    }

    private static string? Text(RuleContext context, IMethodSymbol method, InvocationExpressionSyntax call, string parameter)
    {
        for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            var name = argument.NameColon?.Name.Identifier.ValueText ?? (i < method.Parameters.Length ? method.Parameters[i].Name : null);
            if (name == parameter)
                return context.Model.GetConstantValue(argument.Expression, context.CancellationToken) is { HasValue: true, Value: string text } ? text : null;
        }

        return null;
    }

    /// <summary>To write the cluster is an operator's work: it has resources of its own, a framework for them, or an elected leader.</summary>
    private static bool IsOperator(RuleContext context)
        => context.Facts.Compilation.AssemblyName?.EndsWith("Operator", StringComparison.OrdinalIgnoreCase) == true
            || context.Facts.Compilation.ReferencedAssemblyNames.Any(static reference => reference.Name.StartsWith("KubeOps", StringComparison.Ordinal) || reference.Name.StartsWith("k8s.Operator", StringComparison.Ordinal) || reference.Name.StartsWith("Neon.Operator", StringComparison.Ordinal))
            || context.Facts.AllTrees().Any(tree => Array.Exists(OperatorParts, part => SyntaxIndex.For(tree, context.CancellationToken).Identifiers(part, context.CancellationToken).Any()));
}
