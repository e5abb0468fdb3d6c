using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Tokens;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>A service that checks tokens by halves lets in who holds a token for somebody else, or one that he wrote himself.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("which issuer and audience are the right ones, the code does not say")]
public sealed class MSA0307WeakenedTokenChecksAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Descriptor, Remark), SiteKinds.TokenCheck)
{
    private const string Title = "Check tokens in full";
    private const string Format = "{0}: {1}{2}";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0307",
        title: Title,
        messageFormat: Format,
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

#pragma warning disable RS2001 // The release line states the severity of the finding proper
    private static readonly DiagnosticDescriptor Remark = Rule.Create(
        id: "MSA0307",
        title: Title,
        messageFormat: Format,
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Info,
        isSeverityBySite: true);
#pragma warning restore RS2001

    private protected override bool ReadsSettings => true;

    private protected override void AnalyzeSettings(FileContext<SettingsFile> context)
    {
        if (OwnMachine.IsEnvironment(context.File.Environment))
            return;
        var off = context.File.Values.Where(static v => TokenSettingKeys.IsSwitchedOff(v.Key, v.Value.Value)).OrderBy(static v => v.Value.Start).ToList();
        foreach (var section in off.GroupBy(static v => v.Key.Substring(0, v.Key.LastIndexOf(':')), StringComparer.OrdinalIgnoreCase))
        {
            var gaps = section.Aggregate(TokenGap.None, static (all, next) => all | TokenSettingKeys.GapOf(next.Key));
            var first = section.First();
            context.Report(Descriptor, new TextSpan(first.Value.Start, first.Value.Length), string.Join(", ", section.Select(static v => $"{v.Key.Substring(v.Key.LastIndexOf(':') + 1)} = false")), Consequence(gaps, isScoped: false), "");
        }
    }

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Node is AssignmentExpressionSyntax assignment)
            OfSettings(context, assignment);
        else if (new UnverifiedTokens(context.Facts, context.Model, context.CancellationToken).ClaimOf(site.Node) is { } claim
            && !DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
            OfReading(context, site, claim);
    }

    private static void OfSettings(RuleContext context, AssignmentExpressionSyntax assignment)
    {
        var settings = new TokenSettings(context.Facts, context.Model, context.CancellationToken);
        var group = settings.GroupOf(assignment);
        if (group.Count == 0 || !context.IsFirst(group[0].Root))
            return;

        var weak = new WeakChecks(context).Of(group);
        if (weak.Count == 0)
            return;

        var use = settings.UseOf(group[0].Root);
        if (use == TokenUse.OwnCall)
        {
            // Whoever renews an expired token has to read it; the code around says what else it asks for.
            weak.RemoveAll(static w => w.Gap == TokenGap.Lifetime);
        }

        var gaps = weak.Aggregate(TokenGap.None, static (all, next) => all | next.Gap);
        if (gaps == TokenGap.None)
            return;

        var isScoped = gaps == TokenGap.Audience && ScopePolicies.MayBeAsked(context.Facts, context.CancellationToken);
        var (check, note, places) = OfMesh(context, gaps);
        var isRemark = check == TokenCheck.Required || isScoped
            || (gaps & TokenGap.Signature) == 0 && (use == TokenUse.SignIn || use == TokenUse.OwnCall && IssuesTokens(assignment));
        context.Report(Diagnostic.Create(
            isRemark ? Remark : Descriptor,
            weak[0].Node.GetLocation(),
            weak.Skip(1).Select(static w => w.Node.GetLocation()).Concat(places),
            string.Join(", ", weak.Select(static w => w.Text)),
            Consequence(gaps, isScoped),
            note));
    }

    private static void OfReading(RuleContext context, Site site, SyntaxNode claim)
    {
        var (check, note, places) = OfMesh(context, TokenGap.Signature);

        // The sidecar has verified it, and lets nobody pass without one: to read it is all that is left.
        if (check == TokenCheck.Required)
            return;
        var isRemark = check == TokenCheck.None && context.Mesh.State == MeshState.Meshed;
        context.Report(Diagnostic.Create(
            isRemark ? Remark : Descriptor,
            site.Node.GetLocation(),
            [claim.GetLocation(), .. places],
            $"'{site.Name}' checks nothing",
            "whoever calls writes the claims that this code goes by; authenticate with AddJwtBearer, or call ValidateToken",
            note));
    }

    /// <summary>What the sidecars do about tokens: the least of all variants counts.</summary>
    private static (TokenCheck Check, string Note, IReadOnlyList<Location> Places) OfMesh(RuleContext context, TokenGap gaps)
    {
        var found = new List<TokenAccess>();
        foreach (var placement in context.Placements.Where(static p => p.IsBound))
        {
            foreach (var variant in placement.Variants)
            {
                if (placement.MeshOf(variant) is not { State: MeshState.Meshed, Mesh: "istio" })
                    return (TokenCheck.None, "", []);
                found.Add(TokenAccess.Of(placement.Model, variant));
            }
        }

        if (found.Count == 0 || found.Exists(static a => a.Check == TokenCheck.None))
            return (TokenCheck.None, "", []);

        var weakest = found.Find(static a => a.Check == TokenCheck.Optional) ?? found[0];
        var place = weakest.Authentication!;
        var shown = Agreements.Display(place.Path, place.Line);
        var isEnough = weakest.Check == TokenCheck.Required && (!gaps.HasFlag(TokenGap.Audience) || found.TrueForAll(static a => a.ChecksAudience));
        var note = isEnough ? $" (the sidecar checks tokens as well, {shown}; keep the service's own check for the day that the policy is gone)"
            : weakest.Check == TokenCheck.Required ? $"; the RequestAuthentication ({shown}) names no audiences either"
            : $"; the RequestAuthentication ({shown}) alone does not help: it lets requests without a token pass, which an AuthorizationPolicy with requestPrincipals: [\"*\"] would refuse";
        return (isEnough ? TokenCheck.Required : TokenCheck.Optional, note, [Agreements.LocationOf(place.Path, place.Line)]);
    }

    private static bool IssuesTokens(SyntaxNode node)
        => node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().OfType<SimpleNameSyntax>().Any(static n => n.Identifier.ValueText is "SigningCredentials" or "WriteToken" or "CreateToken") == true;

    private static string Consequence(TokenGap gaps, bool isScoped)
    {
        var parts = new List<string>();
        if (gaps.HasFlag(TokenGap.Signature))
            parts.Add("anybody can write a token that is accepted here");
        if (gaps.HasFlag(TokenGap.Issuer))
            parts.Add(gaps.HasFlag(TokenGap.Audience)
                ? "a token that the same key signed for another issuer or another service is accepted here; set ValidIssuer and ValidAudience"
                : "a token of any issuer whose key fits is accepted here; set ValidIssuer");
        else if (gaps.HasFlag(TokenGap.Audience))
            parts.Add(isScoped ? "only the scope keeps a token for another service out; set ValidAudience as well" : "a token that was issued for another service is accepted here; set ValidAudience");
        if (gaps.HasFlag(TokenGap.Lifetime))
            parts.Add("a stolen token is good for ever");
        if (gaps.HasFlag(TokenGap.Keys))
            parts.Add("the keys that prove tokens come over plain http from outside, and whoever is on the path can send his own");
        return string.Join("; ", parts);
    }
}
