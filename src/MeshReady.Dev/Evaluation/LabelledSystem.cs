using System.Text.Json;

namespace MeshReady.Dev.Evaluation;

/// <summary>Services and what is between them, as a reader or the tool names them. Names are in lower case without separators.</summary>
/// <param name="Services">The services, each with all its names.</param>
/// <param name="Calls">Who calls whom, services alone.</param>
/// <param name="Shared">Pairs of services that keep data in one place, in the order of their names.</param>
/// <param name="Messages">Who sends to whom.</param>
public sealed record LabelledSystem(
    IReadOnlyList<IReadOnlyList<string>> Services,
    IReadOnlySet<(string From, string To)> Calls,
    IReadOnlySet<(string From, string To)> Shared,
    IReadOnlySet<(string From, string To)> Messages)
{
    /// <summary>Reads a label file (<c>*.system.json</c>).</summary>
    /// <exception cref="DevException">The file cannot be read as one.</exception>
    public static LabelledSystem ReadLabels(string path) => Read(path, static root =>
    {
        var services = root.GetProperty("services").EnumerateArray().Select(static s => (IReadOnlyList<string>)[Plain(s.GetString()!)]).ToList();
        var known = services.Select(static s => s[0]).ToHashSet(StringComparer.Ordinal);
        return new LabelledSystem(
            services,
            Pairs(Items(root, "calls"), known),
            Items(root, "sharedStores").SelectMany(static store => Together(store.GetProperty("services").EnumerateArray().Select(static s => Plain(s.GetString()!)))).ToHashSet(),
            Pairs(Items(root, "messages"), known));
    });

    /// <summary>Reads what <c>meshready map --format json</c> writes. Health checks are no calls here: readers leave them out.</summary>
    /// <exception cref="DevException">The file cannot be read as one.</exception>
    public static LabelledSystem ReadGraph(string path) => Read(path, static root =>
    {
        var services = Items(root, "services").Select(static s => NamesOf(s.GetProperty("name").GetString()!, s.GetProperty("project").GetString())).ToList();
        return new LabelledSystem(
            services,
            Items(root, "calls").Where(static c => Is(c, "kind", "service") && !Is(c, "protocol", "healthCheck"))
                .Select(static c => (Plain(c.GetProperty("from").GetString()!), Plain(c.GetProperty("to").GetString()!))).ToHashSet(),
            Items(root, "stores").SelectMany(static store => Together(Names(store, "users"))).ToHashSet(),
            Items(root, "channels").SelectMany(static channel => Names(channel, "publishers").SelectMany(from => Names(channel, "consumers").Select(to => (from, to)))).ToHashSet());
    });

    /// <summary>The name in lower case, letters and digits alone.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static LabelledSystem Read(string path, Func<JsonElement, LabelledSystem> read)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new DevException($"{path} cannot be read: {exception.Message}");
        }
    }

    // A service is known by its name, by its project, and by the project's words without the last: Flight.Api is flight.
    private static IReadOnlyList<string> NamesOf(string name, string? project)
    {
        if (project is null)
            return [Plain(name)];
        var file = Path.GetFileNameWithoutExtension(project);
        string[] parts = file.Split('.');
        return [.. new[] { name, file, parts[^1] }.Concat(parts.Length > 1 ? [string.Concat(parts[..^1]), parts[^2]] : []).Select(Plain).Distinct(StringComparer.Ordinal)];
    }

    private static HashSet<(string, string)> Pairs(IEnumerable<JsonElement> edges, HashSet<string> known)
        => [.. edges.Where(static edge => edge.GetProperty("from").ValueKind == JsonValueKind.String && edge.GetProperty("to").ValueKind == JsonValueKind.String)
            .Select(static edge => (Plain(edge.GetProperty("from").GetString()!), Plain(edge.GetProperty("to").GetString()!)))
            .Where(pair => known.Contains(pair.Item1) && known.Contains(pair.Item2))];

    private static IEnumerable<(string, string)> Together(IEnumerable<string> users)
    {
        string[] sorted = [.. users.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted.SelectMany((one, i) => sorted[(i + 1)..].Select(other => (one, other)));
    }

    private static IEnumerable<JsonElement> Items(JsonElement root, string name) => root.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    private static IEnumerable<string> Names(JsonElement item, string name) => Items(item, name).Select(static n => Plain(n.GetString()!)).Distinct(StringComparer.Ordinal);

    private static bool Is(JsonElement item, string name, string value) => item.TryGetProperty(name, out var found) && string.Equals(found.GetString(), value, StringComparison.OrdinalIgnoreCase);
}
