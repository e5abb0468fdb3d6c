using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Tenancy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Tenancy;

/// <summary>A singleton that takes the tenant in its constructor works for its first caller's tenant ever after.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0602TenantInSingletonAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ServiceRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0602",
        title: "Do not keep a tenant in a singleton",
        messageFormat: "'{0}' makes one instance for all tenants, and its constructor keeps '{1}': every later caller works with the data of the tenant who came first; register it as scoped, or ask for the tenant at each call",
        category: Category.Tenancy,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Node is InvocationExpressionSyntax call && new CapturedTenants(context.Facts, context.CancellationToken).At(call) is var (what, node)
            && !DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken))
        {
            context.Report(Diagnostic.Create(Descriptor, CallChain.LocationOf(call), context.Further(node), site.Name, what));
        }
    }
}
