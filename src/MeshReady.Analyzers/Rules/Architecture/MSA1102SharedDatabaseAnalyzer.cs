using MeshReady.Model.Rules.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Architecture;

/// <summary>Services that keep their data in one database cannot change it one by one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Whose the data is, and how the others get at it, is a decision about the services")]
public sealed class MSA1102SharedDatabaseAnalyzer() : SystemRuleAnalyzer(Descriptor, new MSA1102SharedDatabaseRule())
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1102",
        title: "Give each service a database or a schema of its own",
        messageFormat: "'{0}' is the database of several services ({1}): none can change or move its tables without the others{2}",
        category: Category.Architecture,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);
}
