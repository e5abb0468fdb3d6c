using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems.Resources;

/// <summary>The resources of an Aspire AppHost.</summary>
internal sealed class ResourcesPart : IFactsPart
{
    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
        => facts.Kind == ProjectKind.AppHost && !IsTest(source) ? facts with { Resources = new ResourceReader(source, cancellationToken).Read() } : facts;

    // Tests start parts of a system with the same calls.
    private static bool IsTest(FactsSource source)
        => source.Code.Compilation.AssemblyName?.EndsWith("Tests", StringComparison.OrdinalIgnoreCase) == true || source.Code.Compilation.ReferencedAssemblyNames.Any(static r => r.Name is "xunit.core" or "xunit.v3.core" or "nunit.framework" or "Microsoft.VisualStudio.TestPlatform.TestFramework");
}
