using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems.Resources;

/// <summary>The resources of an Aspire AppHost.</summary>
internal sealed class ResourcesPart : IFactsPart
{
    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
        => facts.Kind == ProjectKind.AppHost ? facts with { Resources = new ResourceReader(source, cancellationToken).Read() } : facts;
}
