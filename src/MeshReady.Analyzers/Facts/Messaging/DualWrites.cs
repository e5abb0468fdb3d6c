using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Messaging;

/// <summary>Bodies that change data in one system and tell a broker of it in another step.</summary>
internal static class DualWrites
{
    // What a broker delivers again until the handler succeeds.
    private static readonly string[] Consumers =
    [
        "MassTransit.IConsumer", "NServiceBus.IHandleMessages", "Rebus.Handlers.IHandleMessages", "EasyNetQ.AutoSubscribe.IConsumeAsync", "KafkaFlow.IMessageHandler", "SlimMessageBus.IConsumer", "DotNetCore.CAP.ICapSubscribe",
        "Dapr.Workflow.WorkflowActivity",
    ];

    /// <summary>The first sending of the body with the save that it is not one with; null where there is none.</summary>
    public static DualWrite? Of(CodePlace place, CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
    {
        if (BodyOf(place.Body) is not { } body || !MayHoldBoth(body))
            return null;
        var effects = MessagingEffects.For(facts);
        var calls = effects.In(body, model, cancellationToken).ToList();
        if (!calls.Exists(static c => c.Effect.Sends is not null))
            return null;
        // Beside a message every method in sight is worth a look, whatever it is called: billing.Capture(order) may save.
        if (!calls.Exists(static c => c.Effect.Saves))
            calls.AddRange(effects.SavesByOtherNames(body, model, cancellationToken));
        foreach (var (send, effect) in calls)
        {
            if (effect.Sends is not { } transport)
                continue;
            var saves = calls.Where(c => c.Effect.Saves && c.Call != send && !Holds(c.Call, send) && !Holds(send, c.Call)).Select(static c => c.Call).ToList();
            var before = saves.LastOrDefault(s => s.SpanStart < send.SpanStart && CanBothRun(s, send));
            var after = saves.FirstOrDefault(s => s.SpanStart > send.SpanStart && CanBothRun(send, s));
            if (before is null && after is null || IsRelay(send, before, after, body))
                continue;
            return new DualWrite(send, (before ?? after)!, transport, before is not null, IsRedelivered(place) || before is null && Clears(after!));
        }

        return null;
    }

    private static SyntaxNode? BodyOf(SyntaxNode place) => place switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        _ => null,
    };

    // Two names are cheaper than one symbol; a name that is a broker's is enough, a mediator's Send is not.
    private static bool MayHoldBoth(SyntaxNode body)
    {
        var (saves, sends) = (false, false);
        foreach (var call in body.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(call)?.Identifier.ValueText is not { } name)
                continue;
            if (MessagingNames.IsBrokerName(name))
                return true;
            if (MessagingNames.MaySend(name) && !sends)
                sends = true;
            else if (MessagingNames.MaySave(name))
                saves = true;
            if (saves && sends)
                return true;
        }

        return false;
    }

    // strategy.ExecuteAsync(() => …) is no save of its own beside what stands within.
    private static bool Holds(SyntaxNode outer, SyntaxNode inner) => outer.Span.Contains(inner.Span);

    /// <summary>Whether one run can pass both: they stand in no two branches, and nothing between leaves the body.</summary>
    private static bool CanBothRun(SyntaxNode first, SyntaxNode second)
    {
        var seen = new HashSet<SyntaxNode>(second.AncestorsAndSelf());
        for (var (child, parent) = (first, first.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (seen.Contains(parent))
            {
                var other = parent.ChildNodes().First(seen.Contains);
                return parent switch
                {
                    IfStatementSyntax choice => child == choice.Condition || other == choice.Condition,
                    ConditionalExpressionSyntax choice => child == choice.Condition || other == choice.Condition,
                    SwitchStatementSyntax choice => child == choice.Expression,
                    SwitchExpressionSyntax choice => child == choice.GoverningExpression,
                    TryStatementSyntax => other is not CatchClauseSyntax && child is not CatchClauseSyntax,
                    _ => true,
                };
            }

            // Under an if that returns, and in a catch that throws, the run ends.
            if (parent is BlockSyntax { Statements: var statements } block && block.Parent is IfStatementSyntax or ElseClauseSyntax or CatchClauseSyntax && statements.Last() is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax)
                return false;
            if (child is ReturnStatementSyntax or ThrowStatementSyntax && parent is IfStatementSyntax or ElseClauseSyntax or SwitchSectionSyntax)
                return false;
            if (parent is SwitchSectionSyntax section && section.Statements.Last() is ReturnStatementSyntax)
                return false;
            if (parent is CatchClauseSyntax)
                return false;
        }

        return false;
    }

    /// <summary>
    /// Code that takes stored messages to the broker and notes that they went: it marks before and after, or marks what it sent out of a
    /// loop, or reads the message from text. To send twice is its decision.
    /// </summary>
    private static bool IsRelay(InvocationExpressionSyntax send, InvocationExpressionSyntax? before, InvocationExpressionSyntax? after, SyntaxNode body)
    {
        if (body.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && OutboxFacts.Speaks(type.ToString()))
            return true;
        if (before is not null && after is not null && CallChain.NameOf(before) is { } one && CallChain.NameOf(after) is { } two && one.Identifier.ValueText.StartsWith("Mark", StringComparison.Ordinal) && two.Identifier.ValueText.StartsWith("Mark", StringComparison.Ordinal))
            return true;
        if (before is not null)
            return false;
        return send.Ancestors().TakeWhile(n => n != body).Any(static n => n is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax)
            || body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static c => CallChain.NameOf(c)?.Identifier.ValueText is "Deserialize" or "DeserializeObject" or "DeserializeAsync");
    }

    private static bool IsRedelivered(CodePlace place)
    {
        if (place.IsEndpoint)
        {
            // app.MapPost("/orders", …).WithTopic("pubsub", "orders")
            return place.Name is "Received" or "ReceivedAsync" or "ProcessMessageAsync" or "BasicDeliver"
                || place.Body.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax mapping } && CallChain.From(mapping).Calls.Any(static c => CallChain.NameOf(c)?.Identifier.ValueText == "WithTopic");
        }

        if (place.Method is not { } method)
            return false;
        return Array.Exists(Consumers, c => method.ContainingType.IsOrInherits(c))
            || method.ContainingType.AllInterfaces.Any(static i => i.Name is "IIntegrationEventHandler" or "IEventConsumer" or "IMessageConsumer" or "IMessageBusConsumer")
            || method.Parameters.Any(static p => p.Type.Name is "BasicDeliverEventArgs" or "ProcessMessageEventArgs" or "ProcessSessionMessageEventArgs" or "ConsumeContext" or "ConsumeResult")
            || method.GetAttributes().Any(static a => a.AttributeClass?.Name is "TopicAttribute" or "CapSubscribeAttribute");
    }

    // What is cleared once the message is out can be cleared again.
    private static bool Clears(InvocationExpressionSyntax save)
        => CallChain.NameOf(save)?.Identifier.ValueText is { } name
            && (name.StartsWith("Delete", StringComparison.Ordinal) || name.StartsWith("Remove", StringComparison.Ordinal) || name.StartsWith("Clear", StringComparison.Ordinal));
}

/// <summary>A message and a change of data that are two steps.</summary>
/// <param name="Send">The call that hands the message over.</param>
/// <param name="Save">The call that makes the change durable.</param>
/// <param name="Transport">The broker's client.</param>
/// <param name="IsSavedFirst">The change is durable before the message is sent.</param>
/// <param name="IsRepeatable">Something repeats the steps after a failure, or the second can be repeated: not an order is lost, but sent twice.</param>
internal sealed record DualWrite(InvocationExpressionSyntax Send, InvocationExpressionSyntax Save, Transport Transport, bool IsSavedFirst, bool IsRepeatable);
