using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Callers;
using MeshReady.Analyzers.Facts.Transport;
using MeshReady.Analyzers.Rules.Tenancy;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>A header that says who calls is the caller's own word, unless nobody but the proxy that writes it can call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("who may call, and which proxy writes the header, the code does not say")]
public sealed class MSA0306IdentityHeadersAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Descriptor, Remark), SiteKinds.RequestValue | SiteKinds.TransportRedirect)
{
    private const string Title = "Do not take an identity from a header that anyone can write";
    private const string Format = "'{0}' {1}; {2}";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0306",
        title: Title,
        messageFormat: Format,
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

#pragma warning disable RS2001 // The release line states the severity of the finding proper
    private static readonly DiagnosticDescriptor Remark = Rule.Create(
        id: "MSA0306",
        title: Title,
        messageFormat: Format,
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Info,
        isSeverityBySite: true);
#pragma warning restore RS2001

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Name == "Clear")
            OfKnownProxies(context, site);
        else if ((site.Kinds & SiteKinds.RequestValue) != 0)
            OfHeader(context, site);
    }

    private static void OfHeader(RuleContext context, Site site)
    {
        if (RequestRead.At(site, context.Model, context.CancellationToken) is not { IsHeader: true } read)
            return;

        // A header that names a tenant is MSA0605's, which knows what a tenant chooses; without it, it is an identity like others.
        var isTenant = HeaderNames.IsTenant(read.Name);
        if (isTenant ? context.IsEnabled(MSA0605TenantByHeaderAnalyzer.Id) : !HeaderNames.IsIdentity(read.Name))
            return;

        var (use, node) = new RequestFlow(context.Facts, isTenant ? HeaderNames.TakesTenant : HeaderNames.TakesIdentity, context.CancellationToken).Of(read);
        if (use < RequestUse.Subject || node is null || DevelopmentGuard.IsDevelopmentOnly(read.Node, context.Model, context.CancellationToken))
            return;

        // A library cannot tell whether its service asks callers who they are, and a named subject alone is a hint.
        var isProgram = context.Facts.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        var asks = CallerChecks.For(context.Facts).Authenticates(context.Facts, context.CancellationToken);
        var isProof = use > RequestUse.Subject;
        var restricting = RestrictedBy(context);
        if (!isProof && (!isProgram || asks || restricting is not null))
            return;

        var isHandler = read.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && (context.Model.GetDeclaredSymbol(type, context.CancellationToken) as ITypeSymbol).IsOrInherits("Microsoft.AspNetCore.Authentication.IAuthenticationHandler");
        var does = use switch
        {
            RequestUse.Identity => "becomes an identity here",
            RequestUse.Decision => "decides here who is served",
            _ => "says here on whose behalf the request is, and this service asks nobody who he is",
        };
        var (advice, places) = restricting is { } policy
            ? ($"only the AuthorizationPolicy ({Agreements.Display(policy.Path, policy.Line)}) keeps others from writing it", (IReadOnlyList<Location>)[Agreements.LocationOf(policy.Path, policy.Line)])
            : ("whoever reaches the pod can write it: take the identity from a token that this service verifies, or let the mesh admit the gateway alone (AuthorizationPolicy with principals)", []);
        context.Report(Diagnostic.Create(
            isProof && isProgram && !asks && !isHandler && restricting is null ? Descriptor : Remark,
            (read.Node is ParameterSyntax parameter ? parameter.AttributeLists[0] : read.Node).GetLocation(),
            node.SyntaxTree == read.Node.SyntaxTree && node.Span != read.Node.Span ? [node.GetLocation(), .. places] : places,
            read.Name,
            does,
            advice));
    }

    /// <summary>The policy that admits named callers alone to every form of the project's workload.</summary>
    private static KubernetesResource? RestrictedBy(RuleContext context)
    {
        KubernetesResource? restricting = null;
        foreach (var placement in context.Placements.Where(static p => p.IsBound))
        {
            foreach (var variant in placement.Variants)
            {
                if (placement.MeshOf(variant).State != MeshState.Meshed || CallerAccess.RestrictedBy(placement.Model, variant) is not { } policy)
                    return null;
                restricting ??= policy;
            }
        }

        return restricting;
    }

    /// <summary>The usual lines for containers: right as long as nobody but the proxy reaches the pod.</summary>
    private static void OfKnownProxies(RuleContext context, Site site)
    {
        if (site.Node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var list } access } } call
            || context.Model.GetSymbolInfo(access, context.CancellationToken).Symbol is not IPropertySymbol property || !property.ContainingType.Is("Microsoft.AspNetCore.Builder.ForwardedHeadersOptions")
            || !ProductionCode.AlwaysRuns(call, context.Model, context.CancellationToken))
        {
            return;
        }

        var body = call.Ancestors().First(static n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax);
        var options = access.Expression.ToString();
        if (list == "KnownProxies" || !Calls(body, options, "KnownProxies", "Clear") || Calls(body, options, "KnownProxies", "Add") || Calls(body, options, list, "Add") || RestrictedBy(context) is not null || !context.IsFirst(body))
            return;
        context.Report(Remark, call, $"{list}.Clear", "and KnownProxies.Clear let every caller choose the address and scheme that this service takes for his", "add the proxy's network instead, or let the mesh admit the gateway alone (AuthorizationPolicy with principals)");
    }

    private static bool Calls(SyntaxNode body, string options, string list, string method)
        => body.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(a => a.Name.Identifier.ValueText == method
            && a.Expression is MemberAccessExpressionSyntax inner && inner.Name.Identifier.ValueText == list && inner.Expression.ToString() == options);
}
