using System.Text.RegularExpressions;

namespace MeshReady.Tool.Output;

/// <summary>Credentials that show themselves by their form, whatever they are called.</summary>
public static partial class CredentialShape
{
    /// <summary>The line with such credentials masked.</summary>
    public static string Mask(string line) => Login().Replace(Bearer().Replace(Known().Replace(line, "***"), "$1***"), "$1***");

    // JSON Web Tokens and keys of well-known services.
    [GeneratedRegex(@"eyJ[\w-]{8,}(?:\.[\w-]*){0,2}|\b(?:AKIA|ASIA)[0-9A-Z]{12,}|\bgh[pousr]_\w{16,}|\bxox[abprs]-[\w-]{8,}|\b[rs]k_(?:live|test)_\w{8,}|\bAIza[\w-]{20,}|\bSG\.[\w-]{8,}(?:\.[\w-]+)?|\bglpat-[\w-]{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    // Letters alone may be a word of a comment: basic authentication.
    [GeneratedRegex(@"(\b(?:bearer|basic)\s+)(?=[A-Za-z]*[^A-Za-z\s""',;.)])[\w.~+/=-]{6,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();

    // curl -u name:password, also as items of a list.
    [GeneratedRegex("""((?<![\w-])(?:-u|--user)["']?[\s,=]+["']?)[^\s"':,]+:[^\s"',]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Login();
}
