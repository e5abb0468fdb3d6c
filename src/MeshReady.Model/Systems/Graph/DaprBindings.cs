using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>What Dapr's sidecars bring to services from brokers that their code does not name: a binding posts what it reads to the path of its name.</summary>
internal static class DaprBindings
{
    /// <summary>Who takes what, each with the endpoint that takes it.</summary>
    public static IEnumerable<(ServiceNode Node, MessageFact Message)> Of(IReadOnlyList<ServiceNode> nodes, FactSets sets)
    {
        var bindings = sets.Sets.SelectMany(static set => set.Model.Resources)
            .Where(static r => r is { Name: not null, Spec: DaprComponentSpec { Broker: not null, Channel.IsKnown: true } })
            .Select(static r => (Path: Path(r.Name!, (DaprComponentSpec)r.Spec!), Component: (DaprComponentSpec)r.Spec!)).ToList();
        if (bindings.Count == 0)
            yield break;
        foreach (var node in nodes)
        {
            foreach (var endpoint in node.Parts.SelectMany(static part => part.Endpoints).Where(static e => e.Kind == ServedKind.Http && (e.Methods.Count == 0 || e.Methods.Contains("POST"))))
            {
                foreach (var component in bindings.Where(binding => string.Equals(binding.Path, endpoint.Pattern, StringComparison.OrdinalIgnoreCase)).Select(static binding => binding.Component).Distinct())
                    yield return (node, new MessageFact(IsPublished: false, endpoint.Place) { Channel = component.Channel.Value, Broker = component.Broker });
            }
        }
    }

    private static string Path(string name, DaprComponentSpec component) => "/" + (component.Route.Value ?? name).TrimStart('/');
}
