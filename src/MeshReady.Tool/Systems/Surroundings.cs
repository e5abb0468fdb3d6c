using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Tool.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Systems;

/// <summary>Shows the manifests and the settings of a checkout to the rules where no project stands between them.</summary>
public static class Surroundings
{
    /// <summary>What stands around the projects of a target.</summary>
    /// <param name="deployment">The manifests of the run.</param>
    /// <param name="target">Its .globalconfig files up to the root hold the user's numbers.</param>
    /// <param name="mesh">The mesh that the run names; null where it names none.</param>
    public static SystemSurroundings Of(DeploymentFiles deployment, Target target, string? mesh)
    {
        ImmutableArray<AdditionalText> files = [.. deployment.Files.Select(static f => new Text(f.Path, SourceText.From(f.File.Text, f.File.Encoding)))];
        return SystemSurroundings.Of(new AnalyzerOptions(files, new Provider(Settings(deployment, target, mesh))));
    }

    private static Dictionary<string, string> Settings(DeploymentFiles deployment, Target target, string? mesh)
    {
        var configs = AnalyzerConfigs.Above(target.Folder, target.Root)
            .Where(static path => Path.GetFileName(path) == ".globalconfig")
            .Select(static path => AnalyzerConfig.Parse(SourceText.From(TextFile.Read(path).Text), path));
        var values = new Dictionary<string, string>(AnalyzerConfigSet.Create(configs.ToArray()).GlobalConfigOptions.AnalyzerOptions, StringComparer.OrdinalIgnoreCase)
        {
            ["build_property.MeshReadyHost"] = "tool",
        };
        foreach (var (name, value) in deployment.Properties)
            values["build_property." + name] = value;
        if (mesh is not null)
            values["build_property.MeshReadyMesh"] = mesh;
        return values;
    }

    private sealed class Text(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    private sealed class Provider(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
