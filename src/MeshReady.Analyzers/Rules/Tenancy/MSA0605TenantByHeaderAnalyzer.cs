using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Callers;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Tenancy;

/// <summary>Who may name his tenant in a header may name any tenant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("which claim holds the tenant, the code does not say")]
public sealed class MSA0605TenantByHeaderAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Descriptor, Remark), SiteKinds.RequestValue)
{
    internal const string Id = "MSA0605";

    private const string Title = "Take the tenant from the caller's token";
    private const string Format = "'{0}' chooses the tenant here, and nothing compares it with the caller's token: any caller reads and writes any tenant's data; take the tenant from a claim, or compare the two";
    private static readonly string[] Libraries = ["Microsoft.AspNetCore.Http.Abstractions", "Microsoft.AspNetCore.Http"];
    private static readonly string[] Hints = ["Tenant"];

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0605",
        title: Title,
        messageFormat: Format,
        category: Category.Tenancy,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

#pragma warning disable RS2001 // The release line states the severity of the finding proper
    private static readonly DiagnosticDescriptor Remark = Rule.Create(
        id: "MSA0605",
        title: Title,
        messageFormat: Format,
        category: Category.Tenancy,
        defaultSeverity: DiagnosticSeverity.Info,
        isSeverityBySite: true);
#pragma warning restore RS2001

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (RequestRead.At(site, context.Model, context.CancellationToken) is not { } read || !HeaderNames.IsTenant(read.Name))
            return;

        var (use, node) = new RequestFlow(context.Facts, HeaderNames.TakesTenant, context.CancellationToken).Of(read);
        if (use is not (RequestUse.Subject or RequestUse.Identity) || node is null
            || IsPublicPage(read.Node) || IsAskedOfCaller(read, context) || DevelopmentGuard.IsDevelopmentOnly(read.Node, context.Model, context.CancellationToken)
            || CallerChecks.For(context.Facts).AsksTenantClaim(context.Facts, context.CancellationToken)
            || UnseenExtensions.For(context.Facts).MayProvide("tenant", Libraries, Hints, context.CancellationToken)
            || context.Placements.Any(static p => p.IsBound && p.Variants.Any(variant => CallerAccess.ComparesTenant(p.Model, variant))))
        {
            return;
        }

        // The service that refers to a library may compare, unseen from here.
        var isProgram = context.Facts.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        context.Report(Diagnostic.Create(
            isProgram ? Descriptor : Remark,
            (read.Node is ParameterSyntax parameter ? parameter.AttributeLists[0] : read.Node).GetLocation(),
            node.SyntaxTree == read.Node.SyntaxTree && node.Span != read.Node.Span ? ImmutableArray.Create(node.GetLocation()) : ImmutableArray<Location>.Empty,
            read.Name));
    }

    /// <summary>Somebody is told both, the caller and the tenant, and may refuse: <c>members.IsMember(context.User, tenant)</c>.</summary>
    private static bool IsAskedOfCaller(RequestRead read, RuleContext context)
    {
        var scope = read.Node.FirstAncestorOrSelf<SyntaxNode>(static n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax);
        var holder = read.Holder?.Name ?? read.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>()?.Identifier.ValueText;
        if (scope is null || holder is null)
            return false;
        var callers = new HashSet<string>(scope.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => v.Initializer is { Value: var value } && IsCaller(value, context)).Select(static v => v.Identifier.ValueText), StringComparer.Ordinal);
        return scope.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call
            => call.ArgumentList.Arguments.Any(a => a.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == holder))
                && call.ArgumentList.Arguments.Any(a => a.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && callers.Contains(name) || IsCaller(a.Expression, context)));
    }

    private static bool IsCaller(ExpressionSyntax value, RuleContext context)
        => value.DescendantNodesAndSelf(static n => n is not AnonymousFunctionExpressionSyntax).OfType<ExpressionSyntax>().Any(part
            => part is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "User" } or IdentifierNameSyntax && context.Model.GetTypeInfo(part, context.CancellationToken).Type.Is("System.Security.Claims.ClaimsPrincipal"));

    /// <summary>What a tenant shows to everybody: an endpoint that is open by declaration and only reads.</summary>
    private static bool IsPublicPage(SyntaxNode read)
    {
        if (read.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
        {
            return Has(method, "AllowAnonymous") && !Has(method, "HttpPost") && !Has(method, "HttpPut") && !Has(method, "HttpPatch") && !Has(method, "HttpDelete")
                || method.Parent is TypeDeclarationSyntax type && Has(type, "AllowAnonymous") && Has(method, "HttpGet");
        }

        return read.FirstAncestorOrSelf<ExpressionStatementSyntax>()?.Expression is { } mapping
            && mapping.DescendantNodes().OfType<SimpleNameSyntax>().Any(static n => n.Identifier.ValueText == "AllowAnonymous") && mapping.DescendantNodes().OfType<SimpleNameSyntax>().Any(static n => n.Identifier.ValueText == "MapGet");
    }

    private static bool Has(MemberDeclarationSyntax member, string name) => member.AttributeLists.Any(l => l.Attributes.Any(a => a.Name.ToString().IndexOf(name, StringComparison.Ordinal) >= 0));
}
