using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Facts;

/// <summary>Whether a project is a service's code at all.</summary>
internal static class ProjectScope
{
    private static readonly string[] ClientProperties = ["build_property.UseMaui", "build_property.UseWPF", "build_property.UseWindowsForms", "build_property.UsingMicrosoftNETSdkBlazorWebAssembly"];

    /// <summary>Test projects, Aspire AppHosts and client applications are left alone: what they do is not deployed, or not beside a sidecar.</summary>
    public static bool IsOutOfScope(Compilation compilation, AnalyzerOptions options)
    {
        var global = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (IsTrue(global, "build_property.IsTestProject") || IsTrue(global, "build_property.IsAspireHost") || IsClientApplication(compilation, global))
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

    /// <summary>A program on a user's device: MAUI, WPF, Windows Forms, Blazor in the browser.</summary>
    private static bool IsClientApplication(Compilation compilation, AnalyzerConfigOptions global)
    {
        foreach (var property in ClientProperties)
        {
            if (IsTrue(global, property))
                return true;
        }

        var (isBrowser, isServer) = (false, false);
        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (reference.Name == "PresentationFramework" || reference.Name.StartsWith("Microsoft.Maui.", StringComparison.Ordinal))
                return true;

            // The server of a Blazor application refers to its browser part, and with it to the browser's packages.
            isBrowser |= reference.Name == "Microsoft.AspNetCore.Components.WebAssembly";
            isServer |= reference.Name == "Microsoft.AspNetCore.Server.Kestrel";
        }

        return isBrowser && !isServer;
    }

    private static bool IsTrue(AnalyzerConfigOptions options, string key)
        => options.TryGetValue(key, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamedLikeTests(string? name)
        => name is not null
            && (name.IndexOf("Test", StringComparison.OrdinalIgnoreCase) >= 0 || name.EndsWith("Specs", StringComparison.OrdinalIgnoreCase));
}
