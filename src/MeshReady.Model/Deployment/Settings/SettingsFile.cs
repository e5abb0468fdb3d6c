namespace MeshReady.Model.Deployment;

/// <summary>What was read from one <c>appsettings*.json</c>.</summary>
/// <param name="Path">The path as given to the reader.</param>
/// <param name="Environment">The environment of its name (<c>Development</c>), or null for <c>appsettings.json</c>.</param>
/// <param name="Values">The values by their full key (<c>Services:Orders</c>, <c>Hosts:0</c>), without regard to case. Empty where the file cannot be read.</param>
/// <param name="Notes">Why the file cannot be read, or what in it .NET would refuse.</param>
public sealed record SettingsFile(
    string Path,
    string? Environment,
    IReadOnlyDictionary<string, SettingValue> Values,
    IReadOnlyList<ManifestNote> Notes)
{
    /// <summary>The path and the number of values.</summary>
    public override string ToString() => $"{Path}: {Values.Count} values";
}

/// <summary>A value of a settings file. It may be secret and is not printed.</summary>
/// <param name="Value">The text that configuration yields; null for JSON's null, and empty for an empty object or array.</param>
/// <param name="Line">Its line, 1-based.</param>
/// <param name="Start">Where it begins in the text, quotes included.</param>
/// <param name="Length">How many characters it takes in the text, quotes included.</param>
public sealed record SettingValue(string? Value, int Line, int Start, int Length)
{
    /// <summary>The place alone.</summary>
    public override string ToString() => $"line {Line}";
}
