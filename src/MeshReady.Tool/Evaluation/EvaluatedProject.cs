namespace MeshReady.Tool.Evaluation;

/// <summary>What the text of a project and of the files it imports says, as far as analysis needs it.</summary>
/// <param name="Path">Full path of the project file.</param>
/// <param name="Properties">Final values by name, whatever the case.</param>
/// <param name="Items">Items by type; a type that nothing names is absent.</param>
/// <param name="Sdks">Names of the SDKs without version; empty for a classic project.</param>
/// <param name="Notes">What could not be read, one sentence each.</param>
public sealed record EvaluatedProject(
    string Path,
    IReadOnlyDictionary<string, string> Properties,
    IReadOnlyDictionary<string, IReadOnlyList<ProjectItem>> Items,
    IReadOnlyList<string> Sdks,
    IReadOnlyList<string> Notes)
{
    // Each brings an entry point for tests, which no service has.
    private static readonly string[] TestHosts = ["Microsoft.NET.Test.Sdk", "xunit.v3", "MSTest", "TUnit"];

    /// <summary>The folder of the project file.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The file name without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The name of the assembly that a build would write.</summary>
    public string AssemblyName => Property("AssemblyName") is { Length: > 0 } name ? name : Name;

    /// <summary>A property, empty where nothing sets it.</summary>
    public string Property(string name) => Properties.GetValueOrDefault(name, "");

    /// <summary>Whether a property says true.</summary>
    public bool IsTrue(string name) => Property(name).Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a property says false.</summary>
    public bool IsFalse(string name) => Property(name).Trim().Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The items of a type in their order.</summary>
    public IReadOnlyList<ProjectItem> ItemsOf(string type) => Items.GetValueOrDefault(type, []);

    /// <summary>Whether the project uses an SDK, whatever the case of its name.</summary>
    public bool HasSdk(string name) => Sdks.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the project is for the ASP.NET Core shared framework.</summary>
    public bool UsesAspNetCore
        => HasSdk("Microsoft.NET.Sdk.Web") || ItemsOf("FrameworkReference").Any(i => i.Include.Equals("Microsoft.AspNetCore.App", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether tests are all that the project is made of.</summary>
    public bool IsTestProject
        => IsTrue("IsTestProject")
            || (!IsFalse("IsTestProject") && (HasSdk("MSTest.Sdk") || ItemsOf("PackageReference").Any(i => TestHosts.Contains(i.Include, StringComparer.OrdinalIgnoreCase))));

    /// <summary>Whether the program runs on a user's device: nobody calls it, and no mesh carries its calls.</summary>
    public bool IsDeviceApp => IsTrue("UseMaui") || IsTrue("UseWPF") || IsTrue("UseWindowsForms");

    /// <summary>Whether the project starts others on a developer's machine and is never deployed.</summary>
    public bool IsAspireHost
        => IsTrue("IsAspireHost") || ItemsOf("PackageReference").Any(p => p.Include.Equals("Aspire.Hosting.AppHost", StringComparison.OrdinalIgnoreCase));
}

/// <summary>One item of a project with its metadata.</summary>
/// <param name="Include">The evaluated identity; a full path for items that are files.</param>
/// <param name="Metadata">Values by name, whatever the case.</param>
public sealed record ProjectItem(string Include, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>A metadata value, empty where nothing sets it.</summary>
    public string Meta(string name) => Metadata.GetValueOrDefault(name, "");
}
