using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Messaging;

/// <summary>Whether something in the program takes messages to the broker from where the data is stored.</summary>
internal sealed class OutboxFacts
{
    private static readonly ConditionalWeakTable<CodeFacts, OutboxFacts> Cache = new();

    // IntegrationEventLog is the name of the pattern in Microsoft's guide to microservices.
    private static readonly string[] Words = ["Outbox", "OutBox", "IntegrationEventLog"];

    private static readonly string[] Libraries =
    [
        "MassTransit", "MassTransit.Abstractions", "MassTransit.EntityFrameworkCore", "MassTransit.MongoDb", "NServiceBus.Core", "Rebus", "Wolverine", "WolverineFx", "SlimMessageBus", "SlimMessageBus.Host",
    ];

    private static readonly string[] Hints = ["Outbox", "Messag", "Bus", "MassTransit", "NServiceBus", "Wolverine", "Rebus", "Rabbit", "Broker", "Infrastructure", "ServiceDefaults", "BuildingBlocks"];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private bool? _hasOwn;
    private bool? _isUnderBus;

    private OutboxFacts(CodeFacts facts) => _facts = facts;

    public static OutboxFacts For(CodeFacts facts) => Cache.GetValue(facts, static f => new OutboxFacts(f));

    /// <summary>Whether a message sent by this transport may be stored with the data after all.</summary>
    public bool MayCover(Transport transport, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_hasOwn ??= HasOwn(cancellationToken))
                return true;
            // An outbox below a bus is a line of its registration, and that has to be seen.
            return transport.HasOutbox() && (_isUnderBus ??= MayBeUnderBus(cancellationToken));
        }
    }

    /// <summary>Whether the text speaks of an outbox: the code that fills or empties one.</summary>
    public static bool Speaks(string text) => Array.Exists(Words, w => text.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>An outbox of the house in this project, or a call that puts one to use.</summary>
    private bool HasOwn(CancellationToken cancellationToken)
        => _facts.Compilation.ContainsSymbolsWithName(static name => Speaks(name), SymbolFilter.Type, cancellationToken)
            || _facts.Sites(SiteKinds.Outbox, cancellationToken).Concat(ReferencedProjects.Sites(_facts.Compilation, SiteKinds.Outbox, cancellationToken)).Any(static s => MessagingNames.IsOutboxCall(s.Name))
            || _facts.Sites(SiteKinds.HouseMethod, cancellationToken).Any(s => Speaks(s.Name) || _facts.Houses.Words(s.Name).Contains("outbox", StringComparer.OrdinalIgnoreCase));

    private bool MayBeUnderBus(CancellationToken cancellationToken)
        => !_facts.Sites(SiteKinds.Outbox, cancellationToken).Concat(ReferencedProjects.Sites(_facts.Compilation, SiteKinds.Outbox, cancellationToken)).Any(static s => MessagingNames.IsBusRegistration(s.Name))
            || UnseenExtensions.For(_facts).MayProvide("outbox", Libraries, Hints, cancellationToken);
}
