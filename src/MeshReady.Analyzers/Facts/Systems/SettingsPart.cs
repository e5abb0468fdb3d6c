using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The addresses, servers and names of channels in a project's settings, parted into what may be shown.</summary>
internal sealed class SettingsPart : IFactsPart
{
    private static readonly HashSet<string> NameWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "topic", "topics", "queue", "queues", "exchange", "exchanges", "subscription", "subscriptions", "channel", "stream", "pubsub", "appid", "group", "consumergroup", "eventhub", "database", "databasename", "dbname", "collection", "schema",
    };

    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        var settings = new List<SettingFact>();
        foreach (var file in ProjectSettings.Of(source, cancellationToken))
        {
            foreach (var entry in file.Values)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Value.Value is { Length: > 0 and <= 4096 } value && Read(file, entry.Key, value) is { } read)
                    settings.Add(read with { Place = new Place(source.Shown(file.Path), entry.Value.Line) });
            }
        }

        return facts with { Settings = [.. settings.OrderBy(static s => s.Place).ThenBy(static s => s.Key, StringComparer.Ordinal)] };
    }

    private static SettingFact? Read(SettingsFile file, string key, string value)
    {
        // A key that is not plainly a name could hold anything.
        if (key.Length > 300 || key.Split(':').Any(static part => PlainText.LooksSecret(part) || part.IndexOf('=') >= 0 || part.IndexOf('@') >= 0))
            return null;
        var fact = new SettingFact(key, file.Environment, new Place("", 1));
        if (SettingAddress.Of(value, isSecret: PlainText.NamesSecret(key)) is { } address)
            return fact with { Scheme = address.Scheme, Host = address.Host, Port = address.Port, Database = address.Database };
        if (EndpointFilter.NamesHost(key) && !PlainText.NamesSecret(key) && SettingAddress.IsHost(value))
            return fact with { Host = value.Trim(), Port = PortBeside(file, key) };
        return IsName(key) && PlainText.Name(value) is { } name ? fact with { Name = name } : null;
    }

    /// <summary><c>RabbitMQ:Port</c> beside <c>RabbitMQ:Host</c>.</summary>
    private static int? PortBeside(SettingsFile file, string key)
    {
        var section = key.Substring(0, key.LastIndexOf(':') + 1);
        return file.Values.TryGetValue(section + "Port", out var value) && int.TryParse(value.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;
    }

    private static bool IsName(string key)
    {
        // Topics:0, Topics:Orders:Name
        var parts = key.Split(':').Where(static part => !part.All(char.IsDigit) && !part.Equals("name", StringComparison.OrdinalIgnoreCase)).ToList();
        if (parts.Count == 0 || PlainText.NamesSecret(key))
            return false;
        var words = Addresses.NameWords.Of(parts[parts.Count - 1]);
        if (words.Count > 1 && words[words.Count - 1].Equals("name", StringComparison.OrdinalIgnoreCase))
            words.RemoveAt(words.Count - 1);
        return words.Count > 0 && (NameWords.Contains(words[words.Count - 1]) || words.Count > 1 && NameWords.Contains(words[words.Count - 2] + words[words.Count - 1]));
    }
}
