using MeshReady.Model.Rules.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Rollout;

/// <summary>A route that chooses a version by a header sees that header only if every service on the way hands it on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Where the header comes from, and to which calls it belongs, is a decision")]
public sealed class MSA0704RoutingHeaderAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA0704RoutingHeaderRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0704",
        title: "Hand on the headers by which routes choose",
        messageFormat: "'{0}' does not hand on '{1}' from its requests to '{2}', whose route at {3} chooses by {4}: behind this call everybody gets the other version; add {4} to the headers that are handed on (AddHeaderPropagation)",
        category: Category.Rollout,
        defaultSeverity: DiagnosticSeverity.Info);
}
