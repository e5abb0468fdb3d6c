using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>Between two proxies of a mesh that takes nothing but mutual TLS, <c>http://</c> is encrypted, and <c>https://</c> would only blind them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSASPR0302ClearTextSuppressor() : MeshSuppressor(Descriptor)
{
    private static readonly SuppressionDescriptor Descriptor = new(
        id: "MSASPR0302",
        suppressedDiagnosticId: "S5332",
        justification: "The mesh encrypts the call: both workloads have its proxy, and that of the callee takes mutual TLS alone");

    private protected override bool IsAnswered(RuleContext context, SyntaxNode place)
        => CallsOf(context, place) is { Count: > 0 } calls && calls.All(MeshProof.IsEncrypted);
}
