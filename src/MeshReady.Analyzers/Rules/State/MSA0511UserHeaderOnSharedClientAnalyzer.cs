using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>One caller's token on a client that serves all callers goes out with another caller's request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("the header belongs on each request that the client sends, and these are made elsewhere in as many ways as there are methods")]
public sealed class MSA0511UserHeaderOnSharedClientAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.SharedHeaders)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0511",
        title: "Set a caller's header on the request, not on the client",
        messageFormat: "'{0}' sets what one caller sent ('{1}') on '{2}', which all requests share: another caller's request can go out with it; set it on an HttpRequestMessage or in a DelegatingHandler",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        description: "DefaultRequestHeaders are the state of a client. Two requests at once overwrite each other's header, and the second user acts with the rights of the first.");

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (SettingOf(site.Node) is not { } setting || !IsClient(setting.Client, context))
            return;
        if (!SharedClients.IsShared(setting.Client, context.Model, context.Facts, context.CancellationToken))
            return;

        var callers = new OneCallersData(context.Facts, context.CancellationToken);
        foreach (var value in setting.Values)
        {
            if (callers.SourceOf(value) is { } source)
            {
                context.Report(Descriptor, setting.Whole, setting.Name, source, setting.Client.ToString());
                return;
            }
        }
    }

    private static bool IsClient(ExpressionSyntax client, RuleContext context)
        => context.Model.GetTypeInfo(client, context.CancellationToken).Type.IsOrInherits("System.Net.Http.HttpClient");

    /// <summary><c>client.DefaultRequestHeaders.Authorization = value</c>, <c>client.DefaultRequestHeaders.Add("x", value)</c>, <c>client.SetBearerToken(value)</c>.</summary>
    private static Setting? SettingOf(SyntaxNode node)
    {
        if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax setter } direct)
            return new Setting(direct, setter.Name.Identifier.ValueText, setter.Expression, [.. direct.ArgumentList.Arguments.Select(static a => a.Expression)]);
        if (node is not MemberAccessExpressionSyntax { Parent: MemberAccessExpressionSyntax header } headers || header.Expression != headers)
            return null;
        return header.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == header => new Setting(assignment, header.Name.Identifier.ValueText, headers.Expression, [assignment.Right]),
            InvocationExpressionSyntax call when call.Expression == header && header.Name.Identifier.ValueText is "Add" or "TryAddWithoutValidation"
                => new Setting(call, NameOf(call), headers.Expression, [.. call.ArgumentList.Arguments.Select(static a => a.Expression)]),
            _ => null,
        };
    }

    private static string NameOf(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } header } }, ..] ? header : LocalStateNames.ClientHeaders;

    private sealed record Setting(ExpressionSyntax Whole, string Name, ExpressionSyntax Client, IReadOnlyList<ExpressionSyntax> Values);
}
