using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>A file beside the program is gone with its container, and no other replica ever had it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("whether the file becomes an object, a row or a file on a volume is a decision")]
public sealed class MSA0509LocalFileAsStoreAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.LocalFile)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0509",
        title: "Keep the files of requests outside the container",
        messageFormat: "'{0}' writes a file {1}: another replica does not have it, and a restart loses it; put it into an object store, a database or a volume",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null || symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (PathOf(site, context) is not { } path)
            return;
        var place = new FilePlaces(context.Facts, context.CancellationToken).Of(path);
        if (place == FilePlace.Temporary || LooksLikeLog(path) || CodePlace.Of(site.Node, context.Model, context.CancellationToken) is not { } code || RequestCode.IsStartUp(code) || IsScratch(code.Body))
            return;

        var facts = StateFacts.For(context.Facts);
        if (facts.IsClientApp || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
            return;
        var keeps = PodVolumes.MayKeepFiles(context);
        if (keeps is true)
            return;

        // A path from the settings leads to a volume, if there is one: only the manifest tells that there is none.
        var where = (place, keeps) switch
        {
            (FilePlace.Program, _) when facts.Requests.Reaches(code, context.CancellationToken) => "beside the program",
            (FilePlace.Unknown, false) when HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.None => "in a pod without a volume",
            _ => null,
        };
        if (where is not null)
            context.Report(Diagnostic.Create(Descriptor, site.Node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : site.Node.GetLocation(), site.Name, where));
    }

    private static ExpressionSyntax? PathOf(Site site, RuleContext context)
    {
        switch (site.Node)
        {
            case InvocationExpressionSyntax call when LocalStateNames.FileWrites.TryGetValue(site.Name, out var at) && call.ArgumentList.Arguments.Count > at
                && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("System.IO.File"):
                return call.ArgumentList.Arguments[at].Expression;
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] arguments } creation
                when context.Model.GetTypeInfo(creation, context.CancellationToken).Type is { } type && context.Model.GetTypeInfo(first, context.CancellationToken).Type?.SpecialType == SpecialType.System_String:
                return type.Is("System.IO.StreamWriter") || type.Is("System.IO.FileStream") && arguments.Any(static a => Creates(a.Expression)) ? first : null;
            default:
                return null;
        }
    }

    private static bool Creates(ExpressionSyntax mode)
        => mode is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" or "CreateNew" or "OpenOrCreate" or "Append" or "Truncate" };

    // Log files are MSA0407's matter.
    private static bool LooksLikeLog(ExpressionSyntax path)
        => path.DescendantNodesAndSelf().Any(static n => n is LiteralExpressionSyntax { Token.ValueText: var text } && text.EndsWith(".log", StringComparison.OrdinalIgnoreCase)
            || n is InterpolatedStringTextSyntax { TextToken.ValueText: var part } && part.EndsWith(".log", StringComparison.OrdinalIgnoreCase));

    // What the same code deletes again is scratch.
    private static bool IsScratch(SyntaxNode body)
        => body.DescendantNodes().Any(static n => n is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delete" or "DeleteOnClose" } access
            && access.Expression.ToString() is var owner && (owner.EndsWith("File", StringComparison.Ordinal) || owner.EndsWith("Directory", StringComparison.Ordinal) || owner.EndsWith("FileOptions", StringComparison.Ordinal)));
}
