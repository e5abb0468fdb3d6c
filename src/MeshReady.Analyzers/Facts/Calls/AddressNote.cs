using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>What findings about an address have in common: where its value stands, for the message and as an additional location.</summary>
internal static class AddressNote
{
    /// <summary>A clause for the end of a message: <c> (Services:Orders at web/appsettings.json:4)</c>; empty where the code holds the address.</summary>
    public static string SourceOf(AddressedCall address, MeshedCall call)
        => call.Source is { Path.Length: > 0 } source ? $" ({address.Value.Key} at {Agreements.Display(source.Path, source.Line)})" : "";

    /// <summary>The line of the setting that holds the address; nothing where the code does.</summary>
    public static IReadOnlyList<(string Path, int Line)> PlaceOf(MeshedCall call)
        => call.Source is { Path.Length: > 0 } source ? [(source.Path, source.Line)] : [];

    /// <summary>Where the finding is further shown: the use of a literal that stands elsewhere in the document.</summary>
    public static ImmutableArray<Location> FurtherOf(RuleContext context, AddressedCall address)
        => address.Place == address.Use || address.Use.Span.Contains(address.Place.Span) ? ImmutableArray<Location>.Empty : context.Further(address.Use);
}
