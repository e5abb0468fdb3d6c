using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Reads manifests that a test writes down.</summary>
internal static class Manifests
{
    /// <summary>The record of the one resource in <paramref name="text"/>.</summary>
    public static T Spec<T>(string text) where T : ResourceSpec => Assert.IsType<T>(Single(text).Spec);

    /// <summary>The one resource in <paramref name="text"/>, which is read without a note.</summary>
    public static KubernetesResource Single(string text)
    {
        var file = ManifestReader.Read("a.yaml", text);
        Assert.Empty(file.Notes);
        return Assert.Single(file.Resources);
    }

    /// <summary>The model of the files, in order; the first is <c>0.yaml</c>.</summary>
    public static DeploymentModel Model(params string[] texts)
        => DeploymentModel.Create(texts.Select((text, i) => ManifestReader.Read($"{i}.yaml", text)), complete: false);

    /// <summary>The states of fields, for kinds of which nothing is written.</summary>
    public static FieldState[] States<T>(params Field<T>[] fields) => [.. fields.Select(field => field.State)];
}
