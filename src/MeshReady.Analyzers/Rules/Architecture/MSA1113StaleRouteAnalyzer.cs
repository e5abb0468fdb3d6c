using MeshReady.Model.Rules.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Architecture;

/// <summary>A route for a path that the service behind it does not answer does nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Whether the route or the code is wrong cannot be known")]
public sealed class MSA1113StaleRouteAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1113StaleRouteRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1113",
        title: "Route paths that the service answers",
        messageFormat: "{0} '{1}' routes '{2}' to '{3}', {4}: what the route sets acts on no request",
        category: Category.Architecture,
        defaultSeverity: DiagnosticSeverity.Warning);
}
