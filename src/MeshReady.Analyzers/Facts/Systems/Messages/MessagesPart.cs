using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>The messages that the project sends to brokers and takes from them. What stays in the process is none.</summary>
internal sealed class MessagesPart : IFactsPart
{
    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        if (facts.Kind == ProjectKind.AppHost)
            return facts;
        var list = new MessageList(source);
        var broker = BrokerNames.Of(source.Code, cancellationToken);
        new SendReader(source, list, broker, cancellationToken).Read();
        new TakeReader(source, list, broker, cancellationToken).Read();
        return facts with { Messages = [.. list.Sorted] };
    }
}
