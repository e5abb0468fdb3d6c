using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Data;

/// <summary>A Kafka consumer with default settings commits what it has been given, not what is done: a crash in between loses the message.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Where the work on a message ends, and what becomes of one that fails, only the author knows.")]
public sealed class MSA1002CommitBeforeProcessingAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Connection)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1002",
        title: "Commit a message when its work is done",
        messageFormat: "This consumer lets each message be committed as soon as 'Consume' (line {0}) returns it, before its work is done: a restart or an exception in between can lose it; set EnableAutoOffsetStore = false and call StoreOffset after the work",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Name != ConnectionNames.ConsumerBuilder
            || site.Node is not BaseObjectCreationExpressionSyntax builder
            || !context.Model.GetTypeInfo(builder, context.CancellationToken).Type.Is("Confluent.Kafka.ConsumerBuilder")
            || ConsumerSettings.CommittingUnasked(builder, context.Facts, context.Model, context.CancellationToken) is not { } config
            || ConsumerLoop.WorkedOn(builder, context.Facts, context.Model, context.CancellationToken) is not { } consume)
        {
            return;
        }

        var place = config is ObjectCreationExpressionSyntax { Type: var type } ? Location.Create(config.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(config.SpanStart, type.Span.End)) : config.NewKeyword.GetLocation();
        context.Report(Diagnostic.Create(
            Descriptor,
            place,
            [consume.GetLocation()],
            (consume.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
