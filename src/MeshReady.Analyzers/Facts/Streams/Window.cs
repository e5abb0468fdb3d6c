using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Streams;

/// <summary>A table by key in which a consumer gathers messages until a time has passed.</summary>
/// <param name="Holder">The field.</param>
/// <param name="Update">Where a message goes in.</param>
/// <param name="Flush">Where the table is emptied.</param>
/// <param name="Flusher">What a message calls the code that empties it.</param>
internal sealed record Window(IFieldSymbol Holder, SyntaxNode Update, SyntaxNode Flush, string Flusher);

/// <summary>Recognises <see cref="Window"/>s in classes that consume; the text of the class is asked before anything is bound.</summary>
internal sealed class WindowReader(StateFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    private static readonly HashSet<string> Tables = new(StringComparer.Ordinal) { "Dictionary", "IDictionary", "ConcurrentDictionary", "SortedDictionary" };
    private static readonly HashSet<string> Consumers = new(StringComparer.Ordinal) { "Consume", "ConsumeAsync", "ConsumeContext", "ProcessMessageEventArgs", "ProcessEventArgs", "EventingBasicConsumer", "AsyncEventingBasicConsumer", "Received", "ReceivedAsync" };
    private static readonly HashSet<string> Clocks = new(StringComparer.Ordinal) { "Timer", "PeriodicTimer", "WaitForNextTickAsync", "Delay", "UtcNow", "GetUtcNow", "Now", "Elapsed", "Stopwatch", "TickCount64", "GetElapsedTime", "GetTimestamp" };
    private static readonly string[] Checkpoints = ["checkpoint", "snapshot", "persist", "statestore", "rocksdb", "restore", "cache", "changelog"];
    private static readonly HashSet<string> Acknowledgements = new(StringComparer.Ordinal) { "Commit", "CommitAsync", "StoreOffset", "UpdateCheckpointAsync", "CompleteMessageAsync", "BasicAck", "BasicAckAsync" };

    /// <summary>The window that a field is; null where it is something else, or outlives a restart.</summary>
    public Window? Of(VariableDeclaratorSyntax variable)
    {
        if (variable.Parent is not VariableDeclarationSyntax { Type: var written, Parent: FieldDeclarationSyntax } || NameOf(written) is not { } table || !Tables.Contains(table)
            || variable.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } owner || !Looks(owner)
            || model.GetDeclaredSymbol(variable, cancellationToken) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } holder
            || StateTypes.KindOf(holder.Type) != HolderKind.Collection || StateRoles.IsOwnToTheProcess(holder.Name)
            || !Lives(holder) || !Consumes(owner))
        {
            return null;
        }

        SyntaxNode? update = null;
        StateUse? flush = null;
        foreach (var use in StateUses.Of(holder, facts, cancellationToken))
        {
            if (RequestCode.IsStartUp(use.Place))
                continue;
            if (IsFlush(use))
                flush ??= use;
            else if (Gathers((SimpleNameSyntax)use.Node))
                update ??= use.Node;
        }

        // Who acknowledges where he empties the table gets its messages again after a crash.
        return update is not null && flush is { } end && !Names(end.Place.Body, Acknowledgements) ? new Window(holder, update, end.Node, end.Place.Name) : null;
    }

    private static string? NameOf(TypeSyntax type) => type switch
    {
        GenericNameSyntax generic => generic.Identifier.ValueText,
        QualifiedNameSyntax { Right: GenericNameSyntax generic } => generic.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether the class names what a consumer, a clock and an emptied table need, and nothing that keeps the state elsewhere.</summary>
    private static bool Looks(TypeDeclarationSyntax owner)
    {
        var (consumes, measures, empties) = (false, false, false);
        foreach (var token in owner.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken))
                continue;
            var text = token.ValueText;
            if (Array.Exists(Checkpoints, word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) && !Acknowledgements.Contains(text))
                return false;
            consumes |= Consumers.Contains(text);
            measures |= Clocks.Contains(text);
            empties |= text is "Clear" or "TryRemove" or "Remove" or "Exchange";
        }

        return consumes && measures && (empties || owner.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(static a => a.Right is BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax));
    }

    /// <summary>One message finds what the one before it left: the field is static, or its object lives as long as the program.</summary>
    private bool Lives(IFieldSymbol holder)
        => holder.IsStatic || holder.ContainingType.IsOrInherits("Microsoft.Extensions.Hosting.IHostedService") || facts.Singletons.Contains(holder.ContainingType, cancellationToken);

    private bool Consumes(TypeDeclarationSyntax owner)
    {
        foreach (var node in owner.DescendantNodes())
        {
            var isConsumer = node switch
            {
                ParameterSyntax { Type: { } type } => model.GetTypeInfo(type, cancellationToken).Type is { } given && (given.Is("MassTransit.ConsumeContext") || given.Is("Azure.Messaging.ServiceBus.ProcessMessageEventArgs") || given.Is("Azure.Messaging.EventHubs.Processor.ProcessEventArgs")),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Consume" } } call => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.Home().Is("Confluent.Kafka.IConsumer"),
                AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Received" or "ReceivedAsync" } access } => model.GetSymbolInfo(access, cancellationToken).Symbol is IEventSymbol received && received.IsInNamespace("RabbitMQ.Client"),
                _ => false,
            };
            if (isConsumer)
                return true;
        }

        return false;
    }

    private static bool IsFlush(StateUse use)
    {
        var whole = UseSyntax.Whole((SimpleNameSyntax)use.Node);
        return whole.Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear" } => true,
            // One key that is done with, as a count of tries is after the last, is no window that closes.
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryRemove" or "Remove" } => whole.Ancestors().TakeWhile(static n => n is not MemberDeclarationSyntax).Any(static n => n is CommonForEachStatementSyntax or LambdaExpressionSyntax),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => assignment.Left == whole && assignment.Right is BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } => true,
            _ => false,
        };
    }

    /// <summary>Whether a mention adds to what the key holds already: a count, a sum, a list.</summary>
    private static bool Gathers(SimpleNameSyntax name)
    {
        var whole = UseSyntax.Whole(name);
        switch (whole.Parent)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddOrUpdate" }:
                return true;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetOrAdd", Parent: InvocationExpressionSyntax { Parent: MemberAccessExpressionSyntax } }:
                return true;
            case ElementAccessExpressionSyntax element:
                return element.Parent switch
                {
                    AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } set => set.Left == element && GrowsFrom(set.Right, name),
                    AssignmentExpressionSyntax compound => compound.Left == element,
                    PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => true,
                    MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Enqueue" or "Push" or "Increment" or "Update" or "Append", Parent: InvocationExpressionSyntax } => true,
                    _ => false,
                };
            default:
                return false;
        }
    }

    // counts[key] = counts.GetValueOrDefault(key) + 1, or counts[key] = known + 1 after TryGetValue(key, out var known)
    private static bool GrowsFrom(ExpressionSyntax value, SimpleNameSyntax name)
        => value is BinaryExpressionSyntax or WithExpressionSyntax or InvocationExpressionSyntax or ConditionalExpressionSyntax
            && (value.DescendantNodes().OfType<SimpleNameSyntax>().Any(n => n.Identifier.ValueText == name.Identifier.ValueText)
                || name.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<InvocationExpressionSyntax>()
                    .Any(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue", Expression: SimpleNameSyntax holder } && holder.Identifier.ValueText == name.Identifier.ValueText
                        && call.ArgumentList.Arguments is [_, { Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax known } }]
                        && value.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == known.Identifier.ValueText)) == true);

    private static bool Names(SyntaxNode code, HashSet<string> names) => code.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && names.Contains(t.ValueText));
}
