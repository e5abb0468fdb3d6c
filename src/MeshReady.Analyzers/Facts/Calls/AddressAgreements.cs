using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>The rules that compare an address with the manifests: how they report, and which of them has something to say.</summary>
internal static class AddressAgreements
{
    private static readonly (string Id, Func<AddressedCall, MeshedCall, IEnumerable<Holding>> Judge)[] Rules =
    [
        ("MSA1208", UnknownHost.Judge),
        ("MSA1209", UnseenRoute.Judge),
        ("MSA1210", WrongPort.Judge),
        ("MSA1215", TlsInMesh.Judge),
    ];

    /// <summary>Reports what a rule makes of the address at a site. Where configuration holds the address, its line is an additional location.</summary>
    public static void Report(RuleContext context, Site site, DiagnosticDescriptor rule, Func<AddressedCall, MeshedCall, IEnumerable<Holding>> judge)
    {
        if (context.Placements.Count == 0)
            return;
        if (context.Facts.Addressed.At(context, site) is { } address && Holdings(address, judge) is { Count: > 0 } holdings && context.IsFirst(address.Place))
            Agreements.Report(context, rule, address.Place.GetLocation(), holdings, AddressNote.FurtherOf(context, address));
        if ((site.Kinds & SiteKinds.HostHeader) == 0 || site.Node is not InvocationExpressionSyntax load)
            return;
        foreach (var destination in context.Facts.Addressed.LoadedAt(context, site))
            Agreements.Report(context, rule, CallChain.LocationOf(load), Holdings(destination, judge));
    }

    private static List<Holding> Holdings(AddressedCall address, Func<AddressedCall, MeshedCall, IEnumerable<Holding>> judge)
        => [.. address.Calls.SelectMany(call => judge(address, call))];

    /// <summary>Whether one of these rules, switched on for the document, has a finding at a place, so that a rule of another group is silent there.</summary>
    public static bool SpeakAt(RuleContext context, SyntaxNode place)
        => context.Facts.Addressed.HeldBy(context, place) is { } address
            && Array.Exists(Rules, rule => context.IsEnabled(rule.Id) && address.Calls.Any(call => rule.Judge(address, call).Any()));
}
