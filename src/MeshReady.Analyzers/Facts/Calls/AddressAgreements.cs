using Microsoft.CodeAnalysis;

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
        if (context.Facts.Addressed.At(context, site) is not { } address)
            return;
        List<Holding> holdings = [.. address.Calls.SelectMany(call => judge(address, call))];
        if (holdings.Count > 0 && context.IsFirst(address.Place))
            Agreements.Report(context, rule, address.Place.GetLocation(), holdings, AddressNote.FurtherOf(context, address));
    }

    /// <summary>Whether one of these rules, switched on for the document, has a finding at a place, so that a rule of another group is silent there.</summary>
    public static bool SpeakAt(RuleContext context, SyntaxNode place)
        => context.Facts.Addressed.HeldBy(context, place) is { } address
            && Array.Exists(Rules, rule => context.IsEnabled(rule.Id) && address.Calls.Any(call => rule.Judge(address, call).Any()));
}
