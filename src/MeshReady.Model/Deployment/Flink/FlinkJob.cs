using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A job of Flink.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="JarUri">Its program.</param>
/// <param name="EntryClass">The class that begins it.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Parallelism">How many subtasks run at a time.</param>
/// <param name="UpgradeMode"><c>stateless</c>, <c>savepoint</c> or <c>last-state</c>.</param>
/// <param name="State"><c>running</c> or <c>suspended</c>.</param>
public sealed record FlinkJob(
    int Line,
    Field<string> JarUri,
    Field<string> EntryClass,
    FieldList<Field<string>> Args,
    Field<int> Parallelism,
    Field<string> UpgradeMode,
    Field<string> State)
{
    internal static FlinkJob Read(YamlNode node) => new(
        node.Line,
        node.At("jarURI").AsText(),
        node.At("entryClass").AsText(),
        node.At("args").AsTexts(),
        node.At("parallelism").AsNumber(),
        node.At("upgradeMode").AsText(),
        node.At("state").AsText());
}
