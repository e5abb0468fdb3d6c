namespace MeshReady.Model.Systems;

/// <summary>Puts together what a setting holds and what the code writes around it.</summary>
internal static class Composed
{
    /// <summary>The address that a text makes; null where it makes none.</summary>
    public static ShownAddress? Of(string text, string? prefix, string? suffix)
        => prefix is null && suffix is null ? ShownAddress.TryParse(text)
            : ShownAddress.TryParse(prefix + text.Trim() + suffix) is { Host: not null } whole ? whole
            : ShownAddress.TryParse(text);

    /// <summary>The address that a fact of a settings file makes.</summary>
    public static ShownAddress Of(SettingFact fact, string? prefix, string? suffix)
    {
        var address = new ShownAddress(fact.Scheme, fact.Host, fact.Port, fact.Database, fact.Host is null ? fact.Name : null);
        var host = address.Host ?? address.Name;
        if (host is null || prefix is null && suffix is null)
            return address;
        var whole = ShownAddress.TryParse((address.Scheme is null ? prefix : address.Scheme + "://") + host + (address.Port is { } port ? ":" + port : "") + suffix);
        return whole is { Host: not null } ? whole with { Database = address.Database } : address;
    }
}
