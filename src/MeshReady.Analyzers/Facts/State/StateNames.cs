using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Names at which the syntax index looks.</summary>
internal static class StateNames
{
    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in new[]
            {
                "AddSingleton", "TryAddSingleton", "AddKeyedSingleton", "TryAddKeyedSingleton", "AddHostedService", "Singleton", "KeyedSingleton",
            })
            {
                yield return new(name, Call, SiteKinds.ServiceRegistration);
            }

            foreach (var name in new[] { "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map", "MapFallback" })
                yield return new(name, Call, SiteKinds.EndpointMapping);
        }
    }
}
