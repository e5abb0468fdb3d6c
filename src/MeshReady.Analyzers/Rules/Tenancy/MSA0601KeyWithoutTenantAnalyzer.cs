using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Tenancy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Tenancy;

/// <summary>What one tenant's request puts into a cache without his name, the next tenant's request takes out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("whoever else reads, fills and removes the entry has to change with it")]
public sealed class MSA0601KeyWithoutTenantAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.TenantUse)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0601",
        title: "Put the tenant into the keys of what tenants share",
        messageFormat: "The key '{0}' holds no tenant, but what {1} here depends on '{2}': {3}; begin the key with the tenant",
        category: Category.Tenancy,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Name == TenantNames.IgnoreFilters || site.Node is not InvocationExpressionSyntax call
            || new TenantKeys(context.Facts, context.Model, context.CancellationToken).At(call) is not var (key, tenant, isLock)
            || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken))
        {
            return;
        }

        // Reading, filling and removing one entry is one mistake.
        var text = key.ToString();
        if (!context.IsFirst(text + "\0" + (call.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "")))
            return;
        context.Report(Diagnostic.Create(
            Descriptor,
            key.GetLocation(),
            [tenant.GetLocation()],
            text.Trim('"', '$'),
            isLock ? "happens" : "is kept",
            tenant.ToString(),
            isLock ? "one tenant's work holds up all others" : "one tenant is served another's data"));
    }
}
