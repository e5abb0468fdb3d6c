using MeshReady.Model.Rules.Network;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Network;

/// <summary>A port of gRPC or HTTP/2 that its Service calls TCP is bytes to the mesh.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The name of a port may be used by others, such as an Ingress")]
public sealed class MSA0903PortNameAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA0903PortNameRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0903",
        title: "Call a port of gRPC or HTTP/2 by its protocol",
        messageFormat: "{0} makes the mesh pass on bytes, but '{1}' speaks {2} there ({3}): one connection stays with one pod, and no route, retry or metric of requests acts; call the port '{4}' or set appProtocol: {4}",
        category: Category.Network,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
