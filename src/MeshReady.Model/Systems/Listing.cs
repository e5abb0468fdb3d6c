using System.Globalization;

namespace MeshReady.Model.Systems;

/// <summary>Names in messages: as many as somebody reads.</summary>
internal static class Listing
{
    private const int MostHops = 10;

    /// <summary><c>a, b, c and 4 more</c>.</summary>
    /// <param name="names">The names.</param>
    /// <param name="most">How many are written out.</param>
    public static string Of(IEnumerable<string> names, int most = 6)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(most)) + (all.Length > most ? string.Format(CultureInfo.InvariantCulture, " and {0} more", all.Length - most) : "");
    }

    /// <summary><c>a -> b -> c</c>; of very many the first ones and the last.</summary>
    public static string Way(IReadOnlyList<string> names)
        => string.Join(" -> ", names.Count <= MostHops ? names : [.. names.Take(MostHops - 2), "…", names[names.Count - 1]]);
}
