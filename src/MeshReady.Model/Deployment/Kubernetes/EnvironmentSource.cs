using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Where variables of a container come from. Only names are read, never a value of a Secret.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Kind"><c>ConfigMap</c>, <c>Secret</c>, <c>field</c> (of the pod) or <c>resource</c> (of the container); unknown where unreadable.</param>
/// <param name="Name">The ConfigMap's or Secret's name, or the path of the field.</param>
/// <param name="Key">The key within it; absent where all of it is taken (<c>envFrom</c>).</param>
/// <param name="Prefix">What <c>envFrom</c> puts before each key.</param>
/// <param name="IsOptional">Whether the pod starts without it; false where absent.</param>
public sealed record EnvironmentSource(
    int Line,
    Field<string> Kind,
    Field<string> Name,
    Field<string> Key,
    Field<string> Prefix,
    Field<bool> IsOptional)
{
    private static readonly (string Key, string Kind)[] Kinds =
    [
        ("configMapKeyRef", "ConfigMap"), ("configMapRef", "ConfigMap"), ("secretKeyRef", "Secret"), ("secretRef", "Secret"),
        ("fieldRef", "field"), ("resourceFieldRef", "resource"),
    ];

    internal static EnvironmentSource Read(YamlNode node)
    {
        var prefix = node.At("prefix").AsText();
        foreach (var (key, kind) in Kinds)
        {
            if (node.At(key) is YamlMap source)
            {
                return new(
                    node.Line,
                    Field.Known(kind, source.Line),
                    (source.At("name") ?? source.At("fieldPath") ?? source.At("resource")).AsText(),
                    source.At("key").AsText(),
                    prefix,
                    source.At("optional").AsFlag());
            }
        }

        return new(node.Line, Field.Unknown<string>(node.Line), Field.Unknown<string>(node.Line), Field.Unknown<string>(node.Line), prefix, default);
    }
}
