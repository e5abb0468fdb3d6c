using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems.Works;

/// <summary>What the project does besides answering. Comes after the messages, whose takers are work, too.</summary>
internal sealed class WorksPart : IFactsPart
{
    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        if (facts.Kind == ProjectKind.AppHost)
            return facts;
        WorkFact[] works =
        [
            .. new ScheduleReader(source, cancellationToken).Read(),
            .. facts.Messages.Where(static m => !m.IsPublished).Select(static m => new WorkFact(WorkKind.Consumer, NameOf(m), m.Place) { Target = m.Channel ?? m.Type }),
            .. new ClusterReader(source, cancellationToken).Read(),
            .. new SplitReader(source, cancellationToken).Read(),
        ];
        return facts with { Works = [.. works.Distinct().OrderBy(static w => w.Place).ThenBy(static w => w.Kind).ThenBy(static w => w.Name, StringComparer.Ordinal)] };
    }

    private static string NameOf(MessageFact message)
        => message.Type is { } type ? type.Substring(type.LastIndexOf('.') + 1) : message.Channel ?? message.Key ?? "messages";
}
