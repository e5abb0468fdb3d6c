namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Splits names into their words: <c>RedirectUri</c>, <c>redirect_uri</c> and <c>REDIRECT-URI</c> are all "redirect uri".</summary>
internal static class NameWords
{
    public static List<string> Of(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsLetterOrDigit(name[i]);
            var isHump = !isEnd && i > start && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if (!isEnd && !isHump)
                continue;
            if (i > start)
                words.Add(name.Substring(start, i - start));
            start = isEnd ? i + 1 : i;
        }

        return words;
    }
}
