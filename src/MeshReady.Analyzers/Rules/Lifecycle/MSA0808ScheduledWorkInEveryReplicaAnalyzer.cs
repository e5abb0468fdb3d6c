using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Lifecycle;

/// <summary>A timer in a service fires in every replica: what it writes or sends is written and sent as often as there are replicas.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("A CronJob, a lease, a lock in the database and a queue are all right answers.")]
public sealed class MSA0808ScheduledWorkInEveryReplicaAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.HostedService)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0808",
        title: "Let one replica do scheduled work",
        messageFormat: "'{0}' is woken by '{1}' in every replica and calls '{2}': two replicas, and the old and the new one during a rollout, do the work twice; make it a CronJob, or let a lease or a lock choose one",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (!IsDeployed(context)
            || HostedClass.At(site, context.Model, context.CancellationToken) is not { Symbol.IsAbstract: false } hosted || !context.IsFirst(hosted.Declaration)
            || !HostedClass.MayRunIn(context.Facts, context.CancellationToken)
            || IsAlone(context)
            || ScheduledWork.Of(hosted, context.Facts, context.CancellationToken) is not { } work
            || SystemPrecedence.IsTold(context, Descriptor.Id, hosted.Declaration.Identifier.GetLocation()))
        {
            return;
        }

        context.Report(Diagnostic.Create(Descriptor, hosted.Declaration.Identifier.GetLocation(), hosted.Symbol.Name, work.Timer, work.Write));
    }

    // A library goes where its hosts go: manifests around it show that they are deployed.
    private static bool IsDeployed(RuleContext context)
        => Containerised.Is(context) || context.Facts.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && (context.Project.Deployment.HasManifests || context.Project.Deployment.Builds.Any);

    /// <summary>A StatefulSet of one replica never overlaps with itself, and a job is no service.</summary>
    private static bool IsAlone(RuleContext context)
        => Containerised.IsJob(context)
            || context.Placements.Where(static p => p.IsBound).SelectMany(static p => p.Variants).ToList() is { Count: > 0 } variants
                && variants.TrueForAll(static v => v.Kind == "StatefulSet" && v.Replicas is { IsKnown: true, Value: 1 });
}
