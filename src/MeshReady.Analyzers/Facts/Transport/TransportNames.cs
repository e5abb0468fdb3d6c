using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Transport;

/// <summary>Names at which a service sends callers to https, and takes from proxies how the caller came.</summary>
internal static class TransportNames
{
    public const string Redirect = "UseHttpsRedirection";
    public const string Hsts = "UseHsts";
    public const string Forwarded = "UseForwardedHeaders";

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield return new(Redirect, Call, SiteKinds.TransportRedirect);
            yield return new(Hsts, Call, SiteKinds.TransportRedirect);
            yield return new(Forwarded, Call, SiteKinds.TransportRedirect);
            yield return new("HttpsPort", Assigned, SiteKinds.TransportRedirect);
            yield return new("Clear", Call, SiteKinds.TransportRedirect, after: "KnownNetworks.");
            yield return new("Clear", Call, SiteKinds.TransportRedirect, after: "KnownIPNetworks.");
            yield return new("Clear", Call, SiteKinds.TransportRedirect, after: "KnownProxies.");
        }
    }
}
