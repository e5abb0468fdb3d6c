using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>Names at which code may decide by chance, or by what a request carries, which service to call.</summary>
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
            yield return new("FromHeader", NameShapes.Attribute, SiteKinds.RequestTrait);
        }
    }
}
