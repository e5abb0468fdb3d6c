using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Messaging;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Data;

/// <summary>A change that is stored and a message that tells of it are two steps: what fails between them leaves other services with another truth.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which outbox fits is a decision about the store and the bus, and it needs a table.")]
public sealed class MSA1003PublishWithoutOutboxAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Descriptor, Repeatable), SiteKinds.BrokerSend)
{
    private const string Title = "Store the message with the data";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1003",
        title: Title,
        messageFormat: "'{0}' sends to {1} {2} '{3}' (line {4}) without an outbox: if the process or the broker fails in between, {5}",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

#pragma warning disable RS2001 // The release line states the severity of the finding proper
    private static readonly DiagnosticDescriptor Repeatable = Rule.Create(
        id: "MSA1003",
        title: Title,
        messageFormat: "'{0}' sends to {1} {2} '{3}' (line {4}) without an outbox: if the process or the broker fails in between, {5}",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Info,
        isSeverityBySite: true);
#pragma warning restore RS2001

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Node is not InvocationExpressionSyntax call
            || CodePlace.Of(call, context.Model, context.CancellationToken) is not { } place
            || !context.IsFirst(place.Body)
            || RequestCode.IsStartUp(place)
            || IsSeeding(place)
            || DualWrites.Of(place, context.Facts, context.Model, context.CancellationToken) is not { } found
            || OutboxFacts.For(context.Facts).MayCover(found.Transport, context.CancellationToken))
        {
            return;
        }

        var harm = (found.IsRepeatable, found.IsSavedFirst) switch
        {
            (true, true) => "the redelivered message is handled again on data that is changed already",
            (true, false) => "the message is sent again",
            (false, true) => "the message is lost for good",
            (false, false) => "others act on a change that was never stored",
        };
        context.Report(Diagnostic.Create(
            found.IsRepeatable ? Repeatable : Descriptor,
            CallChain.LocationOf(found.Send),
            [found.Save.GetLocation()],
            NameOf(found.Send),
            found.Transport.Name(),
            found.IsSavedFirst ? "after" : "before",
            NameOf(found.Save),
            (found.Save.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            harm));
    }

    private static string? NameOf(InvocationExpressionSyntax call) => CallChain.NameOf(call)?.Identifier.ValueText;

    // First data is put in place by hand, and once.
    private static bool IsSeeding(CodePlace place)
        => place.Name.IndexOf("Seed", StringComparison.OrdinalIgnoreCase) >= 0
            || place.Method?.ContainingType.Name.IndexOf("Seed", StringComparison.OrdinalIgnoreCase) >= 0;
}
