using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>A session in the memory of one process is empty in the next replica, and for everybody after a rollout.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("which store the replicas shall share, and where it is, is a decision")]
public sealed class MSA0503SessionInMemoryAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.PerProcess | SiteKinds.Host)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0503",
        title: "Keep sessions in a store that replicas share",
        messageFormat: "'AddSession' keeps sessions in the memory of this process ({0}): a second replica or a restart begins with empty ones; register a shared cache such as AddStackExchangeRedisCache",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        foreach (var feature in PerProcessFacts.For(context.Facts).At(site, context.CancellationToken))
        {
            if (feature.Kind != PerProcessKind.Session || HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.Web)
                continue;

            // Where manifests tell how many replicas there are, MSA1233 has judged: it speaks, or affinity or a single replica is its reason not to.
            var replication = ReplicatedFeatures.Of(context);
            if (replication != Replication.Unknown && ReplicatedFeatures.IsAgreementOn(context))
                continue;
            var isGrave = replication is Replication.Unknown or Replication.Several && IsUsed(context);
            context.Report(Descriptor, feature.LocationAt(site), isGrave ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, [], feature.Cache);
        }
    }

    /// <summary>Whether code of the service puts something into sessions, or takes it out.</summary>
    private static bool IsUsed(RuleContext context)
    {
        foreach (var tree in context.Facts.AllTrees())
        {
            foreach (var token in SyntaxIndex.For(tree, context.CancellationToken).Identifiers("Session", context.CancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax name && context.Facts.ModelAnywhere(tree) is { } model
                    && model.GetSymbolInfo(name, context.CancellationToken).Symbol is IPropertySymbol property && property.Type.Is("Microsoft.AspNetCore.Http.ISession"))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
