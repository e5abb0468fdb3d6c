using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.State;
using MeshReady.Analyzers.Facts.Streams;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Data;

/// <summary>What a consumer has gathered but not written is lost with its process, and its messages are acknowledged already.</summary>
/// <remarks>Where other requests read the field as well, MSA0501 says the worse thing of it.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("where the state shall live, in a stream processor, a store or the broker, is a decision")]
public sealed class MSA1011WindowedStateAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.StateHolder)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1011",
        title: "Keep the windows of a stream where a restart finds them",
        messageFormat: "'{0}' gathers messages in this process until '{1}' empties it: a restart loses what was acknowledged, and a rebalance splits a key between two windows; keep it in a stream processor with checkpoints, or acknowledge after the flush",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Node is not VariableDeclaratorSyntax variable)
            return;
        var facts = StateFacts.For(context.Facts);
        if (facts.IsClientApp || new WindowReader(facts, context.Model, context.CancellationToken).Of(variable) is not { } window)
            return;

        if (context.IsEnabled("MSA0501")
            && (window.Holder.IsStatic || facts.Singletons.Contains(window.Holder.ContainingType, context.CancellationToken))
            && InProcessState.Of(window.Holder, window.Holder.Type, facts, context.CancellationToken) is not null)
        {
            return;
        }

        context.Report(Diagnostic.Create(Descriptor, variable.Identifier.GetLocation(), [window.Update.GetLocation(), window.Flush.GetLocation()], window.Holder.Name, window.Flusher));
    }
}
