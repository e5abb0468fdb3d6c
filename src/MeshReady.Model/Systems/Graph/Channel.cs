namespace MeshReady.Model.Systems;

/// <summary>Messages of one type or topic.</summary>
/// <param name="Name">The topic, queue or exchange; else the message type's short name.</param>
/// <param name="Broker">The library or broker; null where unknown.</param>
/// <param name="Publishers">Who sends, each with the line.</param>
/// <param name="Consumers">Who takes, each with the line.</param>
public sealed record Channel(string Name, string? Broker, IReadOnlyList<ChannelEnd> Publishers, IReadOnlyList<ChannelEnd> Consumers);

/// <summary>A service at a channel.</summary>
public sealed record ChannelEnd(Service Service, Place Place);

/// <summary>A place where data is kept.</summary>
/// <param name="System">What keeps it, as <see cref="StoreFact.System"/>.</param>
/// <param name="Server">The server; null where unknown.</param>
/// <param name="Database">The database; null where unknown.</param>
/// <param name="Schema">The schema; null where the default.</param>
/// <param name="Users">Who uses it.</param>
public sealed record Store(string System, string? Server, string? Database, string? Schema, IReadOnlyList<StoreUse> Users)
{
    /// <summary>As it is shown: <c>postgres sql-1/orders</c>.</summary>
    public override string ToString() => $"{System} {string.Join("/", new[] { Server, Database, Schema }.OfType<string>().Where(static part => part.Length > 0))}".TrimEnd();
}

/// <summary>A service at a store.</summary>
/// <param name="Service">Who.</param>
/// <param name="Facts">What its code says of it.</param>
/// <param name="Place">The line that names the store: a setting, an environment variable, the code.</param>
public sealed record StoreUse(Service Service, StoreFact Facts, Place Place);
