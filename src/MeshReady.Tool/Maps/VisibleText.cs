using System.Globalization;
using System.Text;

namespace MeshReady.Tool.Maps;

/// <summary>Makes text harmless to look at: what has no shape of its own, or turns its surroundings round, is named instead.</summary>
public static class VisibleText
{
    /// <summary>The text on one line, with control and direction signs written as <c>⟨U+202E⟩</c>; line ends and tabs are spaces.</summary>
    public static string Of(string text)
    {
        StringBuilder? clean = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Shown(rune);
            if (shown is not null)
                clean ??= new StringBuilder(text, 0, at, text.Length + 16);
            clean?.Append(shown ?? rune.ToString());
            at += rune.Utf16SequenceLength;
        }

        return clean?.ToString() ?? text;
    }

    private static string? Shown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value is '\n' or '\r' or '\t' => " ",
        // EnumerateRunes puts this in the place of half a character.
        _ when rune.Value == 0xFFFD => "\uFFFD",
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            => string.Create(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩"),
        _ => null,
    };
}
