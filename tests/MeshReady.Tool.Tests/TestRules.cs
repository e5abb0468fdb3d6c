using System.Collections.Immutable;
using System.Composition;
using MeshReady.Tool.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // Not shipped: they run in the test host only
namespace MeshReady.Tool.Tests;

/// <summary>Rules that do what the real ones do to the tool: report, name a settings key, offer fixes of each class, fail.</summary>
public static class TestRules
{
    public static Rules All { get; } = Rules.From(typeof(TestRules).Assembly);

    public static Rules Failing { get; } = new([new FailingAnalyzer()], []);
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Address = new("TST0001", "Address", "'{0}' is written into the code of {1}", "Test", DiagnosticSeverity.Warning, true);
    private static readonly DiagnosticDescriptor Word = new("TST0002", "Word", "'{0}' is an old word", "Test", DiagnosticSeverity.Info, true);
    private static readonly DiagnosticDescriptor Broken = new("TST0003", "Broken", "'{0}' has a fix that does not compile", "Test", DiagnosticSeverity.Info, true);

    private static readonly DiagnosticDescriptor Failing = new("TST0004", "Failing", "'{0}' has a fix that fails", "Test", DiagnosticSeverity.Info, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Address, Word, Broken, Failing];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.StringLiteralExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var text = ((LiteralExpressionSyntax)context.Node).Token.ValueText;
        if (text.StartsWith("http://", StringComparison.Ordinal) && context.Node.Parent is not AttributeArgumentSyntax)
        {
            context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.MeshWorkload", out var workload);
            var manifests = context.Options.AdditionalFiles.Where(f => f.Path.EndsWith(".yaml", StringComparison.Ordinal)).Select(f => Location.Create(f.Path, default, default));
            var properties = ImmutableDictionary<string, string?>.Empty.Add("MeshReady.SettingsKey", "Services:Orders").Add("MeshReady.SettingsValue", "http://orders");
            context.ReportDiagnostic(Diagnostic.Create(Address, context.Node.GetLocation(), manifests, properties, text, workload ?? "nobody"));
        }

        if (text == "old")
            context.ReportDiagnostic(Diagnostic.Create(Word, context.Node.GetLocation(), text));
        if (text == "failing")
            context.ReportDiagnostic(Diagnostic.Create(Failing, context.Node.GetLocation(), text));
        if (text == "broken")
            context.ReportDiagnostic(Diagnostic.Create(Broken, context.Node.GetLocation(), text));
    }
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FailingAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Never = new("TST0009", "Never", "Never", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Never];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(_ => throw new InvalidOperationException("hunter2"), SyntaxKind.ClassDeclaration);
    }
}

/// <summary>Replaces the literal; what with is each fix's own.</summary>
public abstract class ReplaceLiteralFix(string id, string replacement, bool isEquivalent) : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => [id];

    public override FixAllProvider? GetFixAllProvider() => isEquivalent ? WellKnownFixAllProviders.BatchFixer : null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken))!;
        var node = root.FindNode(context.Span, getInnermostNodeForTie: true);
        context.RegisterCodeFix(CodeAction.Create("Suggest", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.RemoveNodes(root.DescendantNodes().OfType<MemberDeclarationSyntax>(), SyntaxRemoveOptions.KeepNoTrivia)!)), "Suggest." + id), context.Diagnostics);
        context.RegisterCodeFix(CodeAction.Create("Replace", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(node, SyntaxFactory.ParseExpression(replacement).WithTriviaFrom(node)))), id), context.Diagnostics);
    }
}

[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddressFix() : ReplaceLiteralFix("TST0001", "System.Environment.GetEnvironmentVariable(\"Services:Orders\")", isEquivalent: false);

[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WordFix() : ReplaceLiteralFix("TST0002", "\"new\"", isEquivalent: true);

[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BrokenFix() : ReplaceLiteralFix("TST0003", "nowhere.AtAll()", isEquivalent: true);

[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FailingFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["TST0004"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => throw new InvalidOperationException("hunter2");
}
