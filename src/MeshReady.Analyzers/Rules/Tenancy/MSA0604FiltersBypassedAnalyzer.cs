using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Tenancy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Tenancy;

/// <summary>Who passes by the filter for deleted rows passes by the filter for tenants as well.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("which of the filters was meant to be passed by, the code does not say")]
public sealed class MSA0604FiltersBypassedAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.TenantUse)
{
    // Work for all tenants, and what happens before anybody knows the tenant.
    private static readonly string[] OfAllTenants =
    [
        "Admin", "Host", "Migrat", "Seed", "BackOffice", "Operator", "Maintenance", "Tenant", "Job", "Worker", "Background", "Scheduler", "CleanUp", "Cleanup", "Purge",
        "Login", "SignIn", "LogIn", "Auth", "Regist", "Token", "Password", "Invit",
    ];

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0604",
        title: "Keep the filter for tenants when passing by others",
        messageFormat: "'IgnoreQueryFilters' takes off what holds '{0}' to its tenant as well ({1}): the query reads all tenants' rows; name the filter that is meant (EF Core 10), or compare the tenant in the query",
        category: Category.Tenancy,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site is not { Name: TenantNames.IgnoreFilters, Node: InvocationExpressionSyntax call }
            || context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol { TypeArguments: [{ } entity] } method || !method.IsMethodOf("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions")
            || NamesOthers(call, method) || ComparesTenant(call) || IsForAllTenants(call) || IsHosted(call, context)
            || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken)
            || TenantFilters.For(context.Facts).Of(entity, context.Facts, context.CancellationToken) is not { } by)
        {
            return;
        }

        context.Report(Diagnostic.Create(Descriptor, CallChain.LocationOf(call), entity.Name, by));
    }

    /// <summary>EF Core 10 takes the names of filters; those of others leave the tenant's in force.</summary>
    private static bool NamesOthers(InvocationExpressionSyntax call, IMethodSymbol method)
        => method.Declared().Parameters.Length > 1 && !call.ArgumentList.Arguments.Any(static a => TenantNames.IsTenant(a.ToString()));

    /// <summary>The code around asks for a tenant itself, before or after; whether some row exists at all (a name that is taken) shows nobody's data.</summary>
    private static bool ComparesTenant(InvocationExpressionSyntax call)
    {
        for (SyntaxNode node = call; node.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax; node = node.Parent)
        {
            if (node.Parent is InvocationExpressionSyntax outer && CallChain.NameOf(outer)?.Identifier.ValueText is "Any" or "AnyAsync")
                return true;
        }

        var body = call.FirstAncestorOrSelf<SyntaxNode>(static n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax or GlobalStatementSyntax);
        return body is not null && body.DescendantTokens().Any(token => token.Parent is SimpleNameSyntax && TenantNames.IsTenant(token.ValueText) && !call.ArgumentList.Span.Contains(token.Span));
    }

    /// <summary>What the host runs has no caller, and so no caller's tenant.</summary>
    private static bool IsHosted(InvocationExpressionSyntax call, RuleContext context)
        => call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && context.Model.GetDeclaredSymbol(type, context.CancellationToken) is ITypeSymbol hosted && hosted.IsOrInherits("Microsoft.Extensions.Hosting.IHostedService");

    /// <summary>Code whose name or attributes say that it works for all tenants.</summary>
    private static bool IsForAllTenants(InvocationExpressionSyntax call)
    {
        foreach (var node in call.Ancestors())
        {
            var name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
                _ => null,
            };
            if (name is not null && Array.Exists(OfAllTenants, word => name.IndexOf(word, StringComparison.Ordinal) >= 0))
                return true;
            if (node is MemberDeclarationSyntax member && member.AttributeLists.Any(static l => l.Attributes.Any(static a => a.ToString() is var text && (text.IndexOf("TenantAgnostic", StringComparison.Ordinal) >= 0 || text.IndexOf("AllowAnonymous", StringComparison.Ordinal) >= 0 || text.IndexOf("Admin", StringComparison.OrdinalIgnoreCase) >= 0))))
                return true;
        }

        return false;
    }
}
