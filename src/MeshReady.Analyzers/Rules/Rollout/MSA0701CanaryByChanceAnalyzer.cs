using System.Text.RegularExpressions;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Analyzers.Facts.Systems;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Rollout;

/// <summary>A canary that callers roll dice for has as many shares as callers, and nobody can stop it without deploying them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The share moves to a route in a manifest, with both versions behind one Service: no edit of the code alone does that")]
public sealed class MSA0701CanaryByChanceAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Chance)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0701",
        title: "Leave the share of a canary to a weighted route",
        messageFormat: "Chance decides here between '{0}' and '{1}': every caller splits on its own, and to change or stop the canary takes a deployment of all of them; call one name and let {2} split",
        category: Category.Rollout,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private static readonly Regex Word = new("[A-Z]?[a-z]+[0-9]*|[A-Z]+(?![a-z])[0-9]*", RegexOptions.CultureInvariant);
    private static readonly HashSet<string> Versions = new(StringComparer.OrdinalIgnoreCase) { "canary", "stable", "blue", "green", "preview", "beta", "new", "old", "next", "legacy", "current", "primary", "baseline", "experimental" };
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase) { "service", "services", "svc", "api", "apis", "server", "client", "clients", "http", "https", "grpc", "url", "urls", "uri", "uris", "endpoint", "endpoints", "address", "addresses", "host", "hosts", "base", "app", "backend", "internal", "settings", "upstream", "upstreams" };

    private protected override void Analyze(RuleContext context, Site site)
    {
        var decisions = ChanceSplit.DecisionsAt(context, site);
        if (decisions.Count == 0 || ServiceProject.IsTool(context))
            return;

        foreach (var decision in decisions)
        {
            if (decision.Condition.SyntaxTree != site.Node.SyntaxTree || DevelopmentGuard.IsDevelopmentOnly(decision.Condition, context.Model, context.CancellationToken))
                continue;
            if (new UpstreamReader(context).ChosenBy(decision) is not [var first, var second, ..] || !AreVersions(first, second) || !context.IsFirst(decision.Condition)
                || SystemPrecedence.IsTold(context, Descriptor.Id, decision.Condition.GetLocation()))
            {
                continue;
            }

            // Where surely no proxy stands between the two, nothing inside the cluster splits finer than by replicas.
            var severity = context.Mesh.State == MeshState.None ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
            context.Report(Diagnostic.Create(Descriptor, decision.Condition.GetLocation(), severity, null, null, first.Shown, second.Shown, TrafficTools.Weights(context.Mesh)));
        }
    }

    /// <summary>Whether two names may be one service twice: they share a word, or one of them is a version. Who rolls dice between strangers makes load.</summary>
    private static bool AreVersions(Upstream first, Upstream second)
    {
        var words = WordsOf(first.Shown);
        var others = WordsOf(second.Shown);
        return words.Overlaps(others) || words.Union(others).Any(static word => Versions.Contains(word) || word.Length > 1 && word[0] is 'v' or 'V' && word.Skip(1).All(char.IsDigit));
    }

    private static HashSet<string> WordsOf(string shown)
    {
        var scheme = shown.IndexOf("://", StringComparison.Ordinal);
        var name = scheme < 0 ? shown : shown.Substring(scheme + 3).Split('/', ':', '.')[0];
        var words = new HashSet<string>(Word.Matches(name).Cast<Match>().Select(static match => match.Value), StringComparer.OrdinalIgnoreCase);
        words.ExceptWith(Common);
        return words;
    }
}
