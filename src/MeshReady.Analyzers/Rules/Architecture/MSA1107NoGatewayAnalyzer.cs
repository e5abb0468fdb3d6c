using MeshReady.Model.Rules.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Architecture;

/// <summary>Several services that each stand open to the outside have no common place for certificates, logins and limits.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("A gateway is manifests of the platform and no edit of code")]
public sealed class MSA1107NoGatewayAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1107NoGatewayRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1107",
        title: "Put a gateway in front of public services",
        messageFormat: "{0} services stand open to the outside, each by itself ({1}; {2}): certificates, logins and limits have no common place",
        category: Category.Architecture,
        defaultSeverity: DiagnosticSeverity.Info);
}
