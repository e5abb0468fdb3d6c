using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Analyzers.Facts.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Rollout;

/// <summary>A caller that names the version of its callee goes around every canary, and has to be deployed with it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0703VersionInHostAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0703",
        title: "Call a service by its name, not by the host of one version",
        messageFormat: "'{0}' is the host of one version, '{1}'{2}: no weighted route and no rollout can move this caller; call {3}",
        category: Category.Rollout,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (VersionedHost.At(context, site) is not { } found || !context.IsFirst(found.Place) || SystemPrecedence.IsTold(context, Descriptor.Id, found.Place.GetLocation()))
            return;

        var properties = found.Instead is { } host ? ImmutableDictionary<string, string?>.Empty.Add(AddressChange.Host, host) : ImmutableDictionary<string, string?>.Empty;
        context.Report(Diagnostic.Create(
            Descriptor,
            found.Place.GetLocation(),
            found.Proof is null ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            null,
            properties,
            EndpointText.Show(found.Value.Address!, found.Value.Text!),
            found.Version,
            found.Proof is null ? ", by its name" : " (" + found.Proof + ")",
            found.Instead is null ? "the service's own name, and let subsets or a Rollout choose" : $"'{found.Instead}'"));
    }
}
