using MeshReady.Model.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>Work by the clock is done as often as there are replicas, unless something chooses one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("A CronJob, a lease, a lock in the database and a queue are all right answers")]
public sealed class MSA1235ScheduledInReplicasAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1235ScheduledInReplicasRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1235",
        title: "Let one of several replicas do scheduled work",
        messageFormat: "'{0}' runs in each of the {1} replicas of '{2}' ({3}), and nothing chooses one: the work is done as often; make it a CronJob, or let a lease or a lock choose",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
