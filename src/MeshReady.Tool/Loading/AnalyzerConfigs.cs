using System.Text;
using MeshReady.Tool.Evaluation;

namespace MeshReady.Tool.Loading;

/// <summary>The settings that reach the rules: .editorconfig and .globalconfig of the checkout, and the project's properties as a build would show them.</summary>
public static class AnalyzerConfigs
{
    private static readonly string[] Shown = ["AssemblyName", "RootNamespace", "OutputType", "TargetFramework", "UsingMicrosoftNETSdkWeb", "ContainerRepository", "ContainerImageName", "MeshWorkload", "MSBuildProjectName", "MSBuildProjectDirectory"];

    /// <summary>The .editorconfig and .globalconfig files above a folder, up to the checkout's root.</summary>
    public static IEnumerable<string> Above(string folder, string root)
    {
        for (var at = folder; at is not null && (at == root || at.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal)); at = Path.GetDirectoryName(at))
        {
            foreach (var name in new[] { ".editorconfig", ".globalconfig" })
            {
                if (File.Exists(Path.Combine(at, name)))
                    yield return Path.Combine(at, name);
            }
        }
    }

    /// <summary>The project's properties as text of a global configuration.</summary>
    /// <param name="project">The project.</param>
    /// <param name="told">Properties that the run sets whatever the project says.</param>
    /// <param name="mesh">The mesh that the run names; null where it names none.</param>
    public static string Properties(EvaluatedProject project, IReadOnlyDictionary<string, string> told, string? mesh = null)
    {
        var text = new StringBuilder("is_global = true\nglobal_level = 1000\n");
        var values = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Shown)
            values[name] = project.Property(name);
        foreach (var (name, value) in project.Properties.Where(p => p.Key.StartsWith("MeshReady", StringComparison.OrdinalIgnoreCase)))
            values[name] = value;
        if (mesh is not null)
            values["MeshReadyMesh"] = mesh;
        values["MeshReadyHost"] = "tool";
        if (!values.ContainsKey("MeshReadyDockerfile") && DockerfileOf(project.Folder) is { } dockerfile)
            values["MeshReadyDockerfile"] = dockerfile;
        foreach (var (name, value) in told)
            values[name] = value;
        values["AssemblyName"] = project.AssemblyName;
        values["OutputType"] = ProjectOptions.IsExecutable(project) ? "Exe" : "Library";
        values["ProjectDir"] = project.Folder + "/";
        if (project.IsTestProject)
            values["IsTestProject"] = "true";
        if (project.IsAspireHost)
            values["IsAspireHost"] = "true";

        foreach (var (name, value) in values)
        {
            if (value.Length > 0)
                text.Append("build_property.").Append(name).Append(" = ").Append(value.ReplaceLineEndings(" ").Replace(';', ',')).Append('\n');
        }

        return text.ToString();
    }

    // As the package's targets do: beside the project, or in the folder of the service around it.
    private static string? DockerfileOf(string folder)
        => new[] { folder, Path.GetDirectoryName(folder) }.OfType<string>().Select(static f => Path.Combine(f, "Dockerfile")).FirstOrDefault(File.Exists);
}
