namespace MeshReady.Model.Deployment;

/// <summary>Compares labels that are wanted with those that are there.</summary>
internal static class LabelMatch
{
    /// <summary>Whether all that is wanted is there; labels of null are unknown.</summary>
    public static Certainty Of(FieldMap wanted, FieldMap? labels)
    {
        var worst = wanted.IsComplete ? Certainty.Yes : Certainty.Possible;
        foreach (var entry in wanted.Entries)
        {
            var actual = labels?[entry.Key] ?? Field.Unknown<string>(0);
            var fits = entry.Value.IsUnknown || actual.IsUnknown ? Certainty.Possible
                : actual.IsKnown && actual.Value == entry.Value.Value ? Certainty.Yes
                : Certainty.No;
            worst = fits < worst ? fits : worst;
        }

        return worst;
    }

    /// <summary>Whether both objects stand in one namespace; one that is written and cannot be read may be any.</summary>
    public static Certainty SameNamespace(KubernetesResource one, KubernetesResource other)
        => one.Namespace.IsUnknown || other.Namespace.IsUnknown
            ? Certainty.Possible
            : ServiceName.SameNamespace(one.Namespace.Value, other.Namespace.Value);

    /// <summary>The lesser of both.</summary>
    public static Certainty And(this Certainty one, Certainty other) => one < other ? one : other;
}
