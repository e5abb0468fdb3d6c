using System.Globalization;

namespace MeshReady.Model.Deployment;

/// <summary>A version of Istio, as far as defaults depend on it.</summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
public readonly record struct IstioVersion(int Major, int Minor) : IComparable<IstioVersion>
{
    private const int LongestText = 128;

    /// <summary>
    /// The version in a setting (<c>1.24</c>), a revision (<c>1-24-1</c>) or the image of a proxy (<c>istio/proxyv2:1.24.1-distroless</c>);
    /// null where the text is none, such as the revision <c>stable</c>.
    /// </summary>
    public static IstioVersion? TryParse(string? text)
    {
        if (text is null || text.Length > LongestText)
            return null;
        text = text.Trim();
        text = text.Substring(text.LastIndexOf(':') + 1).TrimStart('v');
        var parts = text.Split('.', '-');
        return parts.Length >= 2 && Number(parts[0]) is { } major && Number(parts[1]) is { } minor ? new(major, minor) : null;
    }

    /// <inheritdoc />
    public int CompareTo(IstioVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>Whether this is that version or a later one.</summary>
    public bool IsAtLeast(int major, int minor) => CompareTo(new(major, minor)) >= 0;

    /// <inheritdoc />
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}.{1}", Major, Minor);

    private static int? Number(string text)
        => text.Length is > 0 and <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
