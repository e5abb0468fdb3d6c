using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using MeshReady.Tool.Maps;

namespace MeshReady.Tool.Reports;

/// <summary>Finished markup. It comes from literals of this program only; all that is filled in is escaped.</summary>
/// <param name="Markup">The markup.</param>
public readonly record struct Html(string Markup)
{
    /// <summary>No markup.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Markup from a literal with holes.</summary>
    public static Html Of(ref HtmlHandler markup) => new(markup.Finish());

    /// <summary>Several pieces behind one another.</summary>
    public static Html Join(IEnumerable<Html> parts, string between = "") => new(string.Join(between, parts.Select(static p => p.Markup)));

    /// <summary>Text that is safe between tags and in quoted attributes.</summary>
    public static string Escape(string text)
    {
        var clean = VisibleText.Of(text);
        if (clean.AsSpan().IndexOfAny("<>&\"'`") < 0)
            return clean;
        var escaped = new StringBuilder(clean.Length + 16);
        foreach (var sign in clean)
        {
            if ("<>&\"'`".Contains(sign, StringComparison.Ordinal))
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)sign};");
            else
                escaped.Append(sign);
        }

        return escaped.ToString();
    }

    /// <inheritdoc />
    public override string ToString() => Markup;
}

/// <summary>Takes the literal parts as they are and escapes what fills the holes.</summary>
[InterpolatedStringHandler]
public ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + formattedCount * 16);

    /// <summary>A part of the literal.</summary>
    public readonly void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Text, which is escaped.</summary>
    public readonly void AppendFormatted(string? value) => _text.Append(Html.Escape(value ?? ""));

    /// <summary>Markup.</summary>
    public readonly void AppendFormatted(Html value) => _text.Append(value.Markup);

    /// <summary>Markup in several pieces.</summary>
    public readonly void AppendFormatted(IEnumerable<Html> value)
    {
        foreach (var part in value)
            _text.Append(part.Markup);
    }

    /// <summary>A number.</summary>
    public readonly void AppendFormatted(int value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number of pixels.</summary>
    public readonly void AppendFormatted(double value) => _text.Append(Math.Round(value, 1).ToString(CultureInfo.InvariantCulture));

    internal readonly string Finish() => _text.ToString();
}
