using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Facts;

/// <summary>Whether a project is a service's code at all.</summary>
internal static class ProjectScope
{
    /// <summary>Test projects and Aspire AppHosts are left alone: what they do is not deployed.</summary>
    public static bool IsOutOfScope(Compilation compilation, AnalyzerOptions options)
    {
        var global = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (IsTrue(global, "build_property.IsTestProject") || IsTrue(global, "build_property.IsAspireHost"))
            return true;

        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            // A library of building blocks may carry a test base; a project made of tests is named like one.
            if (reference.Name is "xunit.core" or "xunit.v3.core" or "nunit.framework" or "Microsoft.VisualStudio.TestPlatform.TestFramework" or "MSTest.TestFramework" or "TUnit.Core"
                && IsNamedLikeTests(compilation.AssemblyName))
            {
                return true;
            }

            if (reference.Name == "Aspire.Hosting" && compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
                return true;
        }

        return false;
    }

    private static bool IsTrue(AnalyzerConfigOptions options, string key)
        => options.TryGetValue(key, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamedLikeTests(string? name)
        => name is not null
            && (name.IndexOf("Test", StringComparison.OrdinalIgnoreCase) >= 0 || name.EndsWith("Specs", StringComparison.OrdinalIgnoreCase));
}
