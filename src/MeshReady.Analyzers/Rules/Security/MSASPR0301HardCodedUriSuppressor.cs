using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>The name of a Service in code is no fixed address: the mesh leads it wherever its routes say, without a build.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSASPR0301HardCodedUriSuppressor() : MeshSuppressor(Descriptor)
{
    private static readonly SuppressionDescriptor Descriptor = new(
        id: "MSASPR0301",
        suppressedDiagnosticId: "S1075",
        justification: "The host is a Service in every environment that the manifests describe, and the mesh can lead it elsewhere without a build");

    private protected override bool IsAnswered(RuleContext context, SyntaxNode place)
        => CallsOf(context, place) is { Count: > 0 } calls && calls.All(MeshProof.LeadsToService);
}
