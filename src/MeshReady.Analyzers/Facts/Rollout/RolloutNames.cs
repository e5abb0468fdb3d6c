using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Names at which code may decide by chance, or by what a request carries, which service to call, or hold a service of several regions.</summary>
internal static class RolloutNames
{
    /// <summary>What rolls dice, and the type that declares it.</summary>
    public static readonly (string Name, string Type)[] Dice =
    [
        ("Next", "System.Random"),
        ("NextDouble", "System.Random"),
        ("NextSingle", "System.Random"),
        ("NextInt64", "System.Random"),
        ("GetInt32", "System.Security.Cryptography.RandomNumberGenerator"),
    ];

    /// <summary>Questions about who the caller is.</summary>
    public static readonly string[] Claims = ["FindFirst", "FindFirstValue", "HasClaim", "IsInRole"];

    /// <summary>What gives a hedging handler hosts to try in turn.</summary>
    public static readonly string[] HedgedGroups = ["ConfigureOrderedGroups", "ConfigureWeightedGroups"];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var (name, _) in Dice)
                yield return new(name, Call, SiteKinds.Chance);
            foreach (var name in new[] { "Headers", "Cookies", "RequestHeaders" })
                yield return new(name, Mention, SiteKinds.RequestTrait);
            foreach (var name in Claims)
                yield return new(name, Call, SiteKinds.RequestTrait);
            foreach (var name in HedgedGroups)
                yield return new(name, Call, SiteKinds.RegionalAddress);
            yield return new("FromHeader", NameShapes.Attribute, SiteKinds.RequestTrait);
        }
    }
}
