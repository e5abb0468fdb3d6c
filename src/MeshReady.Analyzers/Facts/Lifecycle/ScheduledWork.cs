using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>Work that a hosted class does on a timer and that others see: what it writes, publishes or sends.</summary>
/// <param name="Timer">What wakes it.</param>
/// <param name="Write">The call that others see.</param>
internal sealed record ScheduledWork(string Timer, string Write)
{
    private const int MaxDepth = 3;

    private static readonly string[] Timers = ["PeriodicTimer", "Timer", "CronExpression", "CrontabSchedule"];

    /// <summary>Whoever takes work from a queue shares it with the others who do.</summary>
    private static readonly string[] Queues = ["Consume", "ReceiveMessage", "Dequeue", "TryDequeue", "WaitToReadAsync", "ReadAllAsync", "TryRead", "BasicGet", "StringPop", "ListRightPop", "ListLeftPop", "PollAsync"];

    /// <summary>Parts of names and of SQL that let one replica at a time do the work.</summary>
    private static readonly string[] Leases =
    [
        "DistributedLock", "RedLock", "Leader", "Lease", "AdvisoryLock", "AppLock", "TryAcquire", "AcquireAsync", "AcquireLock", "TryLock", "LockTake", "LockProvider", "LockFactory", "LockAsync", "SingleInstance",
    ];
    private static readonly string[] LeaseTexts = ["SKIP LOCKED", "UPDLOCK", "READPAST", "FOR UPDATE", "getapplock", "advisory_lock", "SETNX"];

    private static readonly (string Start, bool IsKnownUnbound)[] Writes =
    [
        ("SaveChanges", true), ("Publish", true), ("BasicPublish", true), ("ProduceAsync", true), ("Produce", true), ("SendMail", true), ("SendEmail", true), ("SendSms", true), ("SendMessage", false), ("ExecuteNonQuery", true),
        ("PostAsync", false), ("PostAsJson", true), ("PutAsync", false), ("PutAsJson", true), ("InsertOne", false), ("InsertMany", false), ("BulkInsert", false), ("ReplaceOne", false), ("StreamAdd", false),
    ];

    /// <summary>What the class does on a timer; null where it has none, writes nothing in sight, or takes turns.</summary>
    public static ScheduledWork? Of(HostedClass hosted, CodeFacts facts, CancellationToken cancellationToken)
    {
        var declaration = hosted.Declaration;
        return Names(declaration).Any(static name => Queues.Any(queue => name.StartsWith(queue, StringComparison.Ordinal))) || TakesTurns(declaration)
            ? null
            : TimersOf(declaration).Select(timer => WrittenFrom(timer.Body, facts, cancellationToken) is { } write ? new ScheduledWork(timer.Name, write) : null).FirstOrDefault(static work => work is not null);
    }

    /// <summary>Whether the class works on a timer, and one replica at a time: by a lease, a lock, or what else it takes turns by.</summary>
    public static bool IsElected(HostedClass hosted) => TakesTurns(hosted.Declaration) && TimersOf(hosted.Declaration).Any();

    /// <summary>A call in the body, or up to some calls away, that others see; null where there is none, or where it takes turns.</summary>
    private static string? WrittenFrom(SyntaxNode start, CodeFacts facts, CancellationToken cancellationToken)
    {
        string? write = null;
        var seen = new HashSet<SyntaxNode> { start };
        var open = new Queue<(SyntaxNode Body, int Depth)>([(start, 0)]);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (body, depth) = open.Dequeue();
            if (TakesTurns(body))
                return null;
            if (facts.ModelAnywhere(body.SyntaxTree) is not { } model)
                continue;
            foreach (var call in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (CallChain.NameOf(call)?.Identifier.ValueText is not { } name)
                    continue;
                var info = model.GetSymbolInfo(call, cancellationToken);
                var method = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
                if (write is null && IsWrite(name, method))
                    write = name;
                if (depth >= MaxDepth || method is null)
                    continue;
                foreach (var next in BodiesOf(method, facts, cancellationToken))
                {
                    if (seen.Add(next))
                        open.Enqueue((next, depth + 1));
                }
            }
        }

        return write;
    }

    /// <summary>Timers with what they may run: the whole class; or the loop, for a pause in a loop that is no answer to a failure.</summary>
    private static IEnumerable<(string Name, SyntaxNode Body)> TimersOf(TypeDeclarationSyntax declaration)
    {
        foreach (var node in declaration.DescendantNodes())
        {
            switch (node)
            {
                case BaseObjectCreationExpressionSyntax creation when TimerName(creation) is { } name:
                    yield return (name, declaration);
                    break;
                case SimpleNameSyntax { Identifier.ValueText: "CronExpression" or "CrontabSchedule" } cron:
                    yield return (cron.Identifier.ValueText, declaration);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "Thread" } owner, Name: { Identifier.ValueText: "Delay" or "Sleep" } name } } pause
                    when HostedClass.LoopAround(pause) is { } loop && !pause.Ancestors().TakeWhile(n => n != loop).Any(static n => n is CatchClauseSyntax):
                    yield return (owner.Identifier.ValueText + "." + name.Identifier.ValueText, loop);
                    break;
            }
        }
    }

    private static string? TimerName(BaseObjectCreationExpressionSyntax creation)
    {
        var type = creation switch
        {
            ObjectCreationExpressionSyntax named => named.Type,
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } } => declaration.Type,
            _ => null,
        };
        var name = type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => null,
        };
        return name is not null && Array.IndexOf(Timers, name) >= 0 ? name : null;
    }

    private static bool TakesTurns(SyntaxNode body)
        => Names(body).Any(static name => Leases.Any(lease => Holds(name, lease)))
            || body.DescendantTokens().Any(static token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
                && LeaseTexts.Any(text => token.ValueText.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0));

    // As a word of a name: a semaphore's Release holds no Lease.
    private static bool Holds(string name, string word)
        => name.IndexOf(word, StringComparison.Ordinal) >= 0 || name.TrimStart('_').StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Names(SyntaxNode body) => body.DescendantNodes().OfType<SimpleNameSyntax>().Select(static n => n.Identifier.ValueText);

    // In the own process nobody else sees it: a mediator, a collection, a channel.
    private static bool IsWrite(string name, IMethodSymbol? method)
    {
        foreach (var (start, isKnownUnbound) in Writes)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
                return method is null ? isKnownUnbound : !method.IsInNamespace("MediatR") && (!method.IsInNamespace("System") || method.IsInNamespace("System.Net") || method.IsInNamespace("System.Data"));
        }

        return false;
    }

    private static IEnumerable<SyntaxNode> BodiesOf(IMethodSymbol method, CodeFacts facts, CancellationToken cancellationToken)
    {
        var declared = method.Declared();
        if (declared.ContainingType is { TypeKind: TypeKind.Interface } promise)
        {
            return facts.Implementations.Of(promise, cancellationToken)
                .Select(type => type.FindImplementationForInterfaceMember(declared)).OfType<IMethodSymbol>()
                .SelectMany(found => found.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax(cancellationToken));
        }

        return declared.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken));
    }
}
