using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>What is written through IDistributedCache to the memory of one process, no other replica reads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("which store the replicas shall share, and where it is, is a decision")]
public sealed class MSA0504MemoryCacheAsDistributedAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.PerProcess | SiteKinds.Host)
{
    private const string SessionRule = "MSA0503";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0504",
        title: "Back IDistributedCache with a store that replicas share",
        messageFormat: "'AddDistributedMemoryCache' is no distributed cache: what '{0}' writes to it, no other replica reads, and a restart empties it; register a shared one such as AddStackExchangeRedisCache outside development",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        var facts = PerProcessFacts.For(context.Facts);
        foreach (var feature in facts.At(site, context.CancellationToken))
        {
            if (feature.Kind != PerProcessKind.Cache || HostFacts.For(context.Facts).Kind(context.CancellationToken) == HostKind.None)
                continue;

            // The session on the same cache is the graver matter, and its rules have spoken of it.
            if (facts.Of(PerProcessKind.Session, context.CancellationToken) is not null && (context.IsEnabled(SessionRule) || ReplicatedFeatures.IsAgreementOn(context)))
                continue;

            var replication = ReplicatedFeatures.Of(context);
            if (replication == Replication.One || Consumer(context) is not { } consumer)
                continue;
            context.Report(
                Descriptor,
                feature.LocationAt(site),
                // Copies of what can be read again do little harm; how many replicas hold different ones only a manifest tells.
                replication == Replication.Unknown ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
                context.Further(consumer),
                consumer.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "Program");
        }
    }

    /// <summary>Where somebody asks for the cache: a parameter, a field, a call that gets it.</summary>
    private static IdentifierNameSyntax? Consumer(RuleContext context)
    {
        foreach (var tree in context.Facts.AllTrees())
        {
            foreach (var token in SyntaxIndex.For(tree, context.CancellationToken).Identifiers("IDistributedCache", context.CancellationToken))
            {
                if (token.Parent is IdentifierNameSyntax name && context.Facts.ModelAnywhere(tree) is { } model
                    && model.GetSymbolInfo(name, context.CancellationToken).Symbol is ITypeSymbol type && type.Is("Microsoft.Extensions.Caching.Distributed.IDistributedCache"))
                {
                    return name;
                }
            }
        }

        return null;
    }
}
