using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>An object of the cluster that code writes: <c>Deployment/web/scale</c>, <c>virtualservices.networking.istio.io/reviews</c>.</summary>
/// <param name="Kind">The kind, or the plural and group of a custom object.</param>
/// <param name="Name">The name.</param>
/// <param name="IsScale">Whether only the number of replicas is written.</param>
internal sealed record ClusterObject(string Kind, string Name, bool IsScale)
{
    /// <summary>Reads the target of a write; null where the code does not tell the object's name.</summary>
    public static ClusterObject? Of(string? target)
        => target?.Split('/') switch
        {
            [{ Length: > 0 } kind, { Length: > 0 } name] when name != "*" => new(kind, name, false),
            [{ Length: > 0 } kind, { Length: > 0 } name, "scale"] when name != "*" => new(kind, name, true),
            _ => null,
        };

    /// <summary>Whether a manifest describes it.</summary>
    public bool Is(KubernetesResource resource) => resource.Name == Name && IsKind(resource.Kind, resource.ApiGroup);

    /// <summary>Whether a reference names it.</summary>
    public bool Is(Field<ObjectReference> reference)
        => reference.Value is { } named && named.Name.Value == Name && !named.Kind.IsUnknown && (named.Kind.Value ?? "Deployment") == Kind;

    /// <summary>Whether an Application lets it differ from Git in what is written.</summary>
    public bool MayDiffer(IgnoredDifference ignored)
        => (!ignored.Kind.IsKnown || ignored.Kind.Value == "*" || IsKind(ignored.Kind.Value, ignored.Group.Value))
            && (!ignored.Name.IsKnown || ignored.Name.Value == Name)
            && (!IsScale || !ignored.Pointers.IsComplete || !ignored.Expressions.IsComplete
                || ignored.Pointers.Any(static pointer => pointer.Value is null or "" or "/" or "/spec" or "/spec/replicas") || ignored.Expressions.Any(static expression => expression.Value?.Contains("replicas") != false));

    private bool IsKind(string? kind, string? group)
        => kind == Kind || kind is not null && group is { Length: > 0 } && string.Equals(Kind, Plural(kind) + "." + group, StringComparison.OrdinalIgnoreCase);

    private static string Plural(string kind) => kind + (kind.EndsWith("y", StringComparison.Ordinal) || kind.EndsWith("s", StringComparison.Ordinal) ? kind.EndsWith("y", StringComparison.Ordinal) ? "" : "es" : "s");
}
