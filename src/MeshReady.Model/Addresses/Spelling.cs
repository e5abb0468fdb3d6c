namespace MeshReady.Model.Addresses;

/// <summary>How far two names are apart.</summary>
public static class Spelling
{
    /// <summary>
    /// The letters that must be inserted, left out, replaced or swapped with their neighbour to make one name of the other; more than <paramref name="most"/>
    /// where it takes more than that.
    /// </summary>
    /// <param name="one">A name.</param>
    /// <param name="other">Another.</param>
    /// <param name="most">The distance beyond which nobody asks.</param>
    public static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
            return most + 1;

        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
