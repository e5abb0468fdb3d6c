using MeshReady.Model.Rules.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Architecture;

/// <summary>A library with a business's rules and data ties the services that run it to one release.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which service owns a rule is a decision about the business")]
public sealed class MSA1103SharedDomainAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1103SharedDomainRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1103",
        title: "Do not share business rules as a library",
        messageFormat: "'{0}' holds business rules and data ({1}) and runs in {2} services ({3}): they change together, or each by another version of the rules",
        category: Category.Architecture,
        defaultSeverity: DiagnosticSeverity.Info);
}
