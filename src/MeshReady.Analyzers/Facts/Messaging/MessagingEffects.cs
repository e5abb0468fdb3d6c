using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Messaging;

/// <summary>Which calls of a body make a change durable and which send to a broker, themselves or through methods in sight.</summary>
internal sealed class MessagingEffects
{
    // A helper, the interface it calls, a private method of its class.
    private const int MaxDepth = 4;

    private static readonly ConditionalWeakTable<CodeFacts, MessagingEffects> Cache = new();
    private static readonly string[] WritingCommands = ["insert", "update", "delete", "merge", "replace", "exec", "call ", "upsert"];

    private readonly CodeInSight _code;
    private readonly ConcurrentDictionary<SyntaxNode, Effect> _known = new();

    private MessagingEffects(CodeFacts facts) => _code = CodeInSight.For(facts);

    public static MessagingEffects For(CodeFacts facts) => Cache.GetValue(facts, static f => new MessagingEffects(f));

    /// <summary>The calls of the body that save or send, in the order of the text. A call that does both, whatever the order, is neither: what is wrong with it is wrong in its own body.</summary>
    public IEnumerable<(InvocationExpressionSyntax Call, Effect Effect)> In(SyntaxNode body, SemanticModel model, CancellationToken cancellationToken)
        => Calls(body, model, new Trail(), cancellationToken).Where(static c => !c.Effect.IsBoth);

    /// <summary>The calls of the body that save, though nothing in their names says so.</summary>
    public IEnumerable<(InvocationExpressionSyntax Call, Effect Effect)> SavesByOtherNames(SyntaxNode body, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var call in body.DescendantNodesAndSelf(static n => n is not (LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax)).OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(call)?.Identifier.ValueText is { } name && !MessagingNames.MaySave(name) && !MessagingNames.MaySend(name)
                && Of(call, model, cancellationToken) is { Saves: true, IsBoth: false } effect)
            {
                yield return (call, effect);
            }
        }
    }

    /// <summary>What the call does.</summary>
    public Effect Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) => Of(call, model, new Trail(), cancellationToken);

    private IEnumerable<(InvocationExpressionSyntax Call, Effect Effect)> Calls(SyntaxNode body, SemanticModel model, Trail trail, CancellationToken cancellationToken)
    {
        foreach (var node in body.DescendantNodesAndSelf(static n => n is not (LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax)))
        {
            if (node is not InvocationExpressionSyntax call || CallChain.NameOf(call)?.Identifier.ValueText is not { } name || !(MessagingNames.MaySave(name) || MessagingNames.MaySend(name)))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var effect = Of(call, model, trail, cancellationToken);
            if (effect != Effect.None)
                yield return (call, effect);
        }
    }

    private Effect Of(InvocationExpressionSyntax call, SemanticModel model, Trail trail, CancellationToken cancellationToken)
    {
        var info = model.GetSymbolInfo(call, cancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method || method.MethodKind == MethodKind.DelegateInvoke)
            return Effect.None;
        var receiver = ReceiverOf(call, model, cancellationToken);
        if (MessagingNames.TransportOf(method, receiver) is { } transport)
            return new Effect(Saves: false, transport);
        if (MessagingNames.IsSave(method, receiver))
            return MessagingNames.IsTextCommand(method) && !Writes(call, model, cancellationToken) ? Effect.None : new Effect(Saves: true, null);

        Effect? common = null;
        foreach (var (body, its) in _code.Of(method, receiver, cancellationToken))
        {
            if (trail.Open.Contains(body) || trail.Open.Count >= MaxDepth)
            {
                trail.IsCut = true;
                continue;
            }

            var effect = OfBody(body, its, trail, cancellationToken);
            // Which of two implementations runs, nobody tells.
            if (common is not null && common != effect)
                return Effect.None;
            common = effect;
        }

        return common ?? Effect.None;
    }

    private Effect OfBody(SyntaxNode body, SemanticModel model, Trail trail, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(body, out var known))
            return known;
        var wasCut = trail.IsCut;
        trail.IsCut = false;
        trail.Open.Add(body);
        var effect = Effect.None;
        foreach (var (_, one) in Calls(body, model, trail, cancellationToken))
        {
            effect = new Effect(effect.Saves || one.Saves, effect.Sends ?? one.Sends);
            if (effect.IsBoth)
                break;
        }

        trail.Open.Remove(body);
        // A publisher that knows an outbox stores the message there, now or by a setting.
        if (effect.Sends is not null && OutboxFacts.Speaks(body.ToString()))
            effect = effect with { Saves = true };
        // What was cut off on the way here may look different from elsewhere.
        if (!trail.IsCut || trail.Open.Count == 0 || effect.IsBoth)
            _known.TryAdd(body, effect);
        trail.IsCut |= wasCut;
        return effect;
    }

    private static ITypeSymbol? ReceiverOf(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => model.GetTypeInfo(access.Expression, cancellationToken).Type,
        MemberBindingExpressionSyntax when call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access => model.GetTypeInfo(access.Expression, cancellationToken).Type,
        _ => null,
    };

    // A command whose text is not constant is taken for what the method's name says.
    private static bool Writes(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (model.GetConstantValue(argument.Expression, cancellationToken) is { HasValue: true, Value: string text })
                return Array.Exists(WritingCommands, w => text.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);
        }

        return CallChain.NameOf(call)?.Identifier.ValueText is not ("ExecuteScalar" or "ExecuteScalarAsync");
    }

    /// <summary>The bodies that are being looked at, and whether something was left out because of them.</summary>
    private sealed class Trail
    {
        public HashSet<SyntaxNode> Open { get; } = [];

        public bool IsCut { get; set; }
    }
}

/// <summary>What running a piece of code does to data and brokers.</summary>
/// <param name="Saves">A change becomes durable.</param>
/// <param name="Sends">The broker that a message goes to; null where none does.</param>
internal readonly record struct Effect(bool Saves, Transport? Sends)
{
    public static readonly Effect None = new(false, null);

    public bool IsBoth => Saves && Sends is not null;
}
