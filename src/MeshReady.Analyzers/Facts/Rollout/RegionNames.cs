using System.Text.RegularExpressions;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Tells by their hosts whether services are one service in several regions or clusters.</summary>
internal static class RegionNames
{
    private static readonly char[] Separators = ['.', '-', '_'];

    /// <summary>Parts of the world, and the sites of who calls them by turns.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "eu", "us", "usa", "na", "ap", "sa", "emea", "apac", "amer", "latam", "asia", "europe", "america", "americas", "australia", "oceania",
        "east", "west", "north", "south", "central", "northeast", "northwest", "southeast", "southwest",
    };

    /// <summary>Words of a region only where code goes from one to the next: a primary database is not meant.</summary>
    private static readonly HashSet<string> Roles = new(StringComparer.OrdinalIgnoreCase) { "primary", "secondary", "failover", "backup", "standby", "dr" };

    private static readonly Regex Coded = new(
        "^(?:(?:east|west|north|south|central|northcentral|southcentral|westcentral)(?:us|europe|asia|india)[0-9]?"
        + "|(?:uk|japan|korea|brazil|australia|canada|france|germany|norway|sweden|switzerland|uae)(?:east|west|north|south|central|westcentral|southeast)[0-9]?"
        + "|(?:eu|us|ap|sa|ca|me|af)(?:e|w|n|s|c|ne|se|nw|sw|east|west|north|south|central|northeast|southeast)[0-9]?"
        + "|(?:dc|region|cluster|site)-?[0-9]+[a-z]?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether the hosts differ, and only in words that name a region.</summary>
    /// <param name="hosts">Hosts or names of clients, at least two.</param>
    /// <param name="isFailover">Whether the code goes from one to the next, so that <c>primary</c> and <c>backup</c> mean sites.</param>
    public static bool AreOneService(IReadOnlyList<string> hosts, bool isFailover)
    {
        var parts = hosts.Select(static host => host.Split(Separators, StringSplitOptions.RemoveEmptyEntries).ToList()).ToList();
        var shared = parts[0].Where(part => !IsRegion(part, isFailover) && parts.TrueForAll(other => other.Contains(part, StringComparer.OrdinalIgnoreCase))).ToList();
        if (shared.Count == 0 || !shared.Exists(static part => part.Any(char.IsLetter)))
            return false;

        var regions = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var own in parts)
        {
            var rest = own.Where(part => !shared.Contains(part, StringComparer.OrdinalIgnoreCase)).ToList();

            // us-east-1: a number belongs to the words before it, and is nothing by itself.
            if (rest.Exists(part => !IsRegion(part, isFailover) && !IsNumber(part)) || rest.Count > 0 && rest.TrueForAll(IsNumber))
                return false;
            regions.Add(string.Join("-", rest));
        }

        return regions.Count == hosts.Count;
    }

    private static bool IsRegion(string part, bool isFailover) => Words.Contains(part) || Coded.IsMatch(part) || isFailover && Roles.Contains(part);

    private static bool IsNumber(string part) => part.Length <= 2 && part.All(char.IsDigit);
}
