using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A call under a policy that Polly repeats, and that changes something.</summary>
/// <param name="Call">The call in the repeated code.</param>
/// <param name="Method">The method of its request, in upper case.</param>
/// <param name="Retry">The retry.</param>
/// <param name="Client">The client of the call; null where it is not known.</param>
internal sealed record RepeatedChange(SyntaxNode Call, string Method, RetryCall Retry, ClientRegistration? Client);

/// <summary>Finds out which requests that change something are repeated: by the handlers of a client, or by Polly around the call.</summary>
internal sealed class RepeatedChanges
{
    private static readonly ConditionalWeakTable<CodeFacts, RepeatedChanges> Cache = new();

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private ImmutableArray<RepeatedChange> _byHand;

    private RepeatedChanges(CodeFacts facts) => _facts = facts;

    public static RepeatedChanges For(CodeFacts facts) => Cache.GetValue(facts, static f => new RepeatedChanges(f));

    /// <summary>The handlers among these that repeat requests of the client whatever their method.</summary>
    public static IEnumerable<RetryCall> Unsparing(IEnumerable<RetryCall> retries, ClientRegistration client)
        => retries.Where(retry => (retry.Triggers & RetryTriggers.Failures) != 0 && !UnsafeRetries.MaySpare(retry) && StackedHandler.Of(retry).RepeatsRequests(client));

    /// <summary>The first request of the client that must not run twice and says nothing of a key.</summary>
    public static ChangingCall? ChangeOf(RuleContext context, ClientRegistration client)
        => ChangingCalls.For(context.Facts).Of(client, context.CancellationToken).FirstOrDefault(call => IsUnsafe(context, call.Method) && !UnsafeRetries.NamesIdempotencyKey(call.Node, client));

    /// <summary>Whether a request with this method may change more when it comes twice: by HTTP not PUT and DELETE; <c>meshready.idempotent_methods</c> says otherwise.</summary>
    public static bool IsUnsafe(RuleContext context, string method)
        => !(context.DocumentOptions.TryGetValue("meshready.idempotent_methods", out var told) ? told : "PUT, DELETE").Split(',').Any(said => string.Equals(said.Trim(), method, StringComparison.OrdinalIgnoreCase));

    /// <summary>The calls of the compilation that Polly repeats by hand.</summary>
    public ImmutableArray<RepeatedChange> ByHand(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_byHand.IsDefault)
            {
                var found = ImmutableArray.CreateBuilder<RepeatedChange>();
                foreach (var site in _facts.Sites(SiteKinds.Resilience, cancellationToken))
                {
                    if (site.Node is InvocationExpressionSyntax call && ResilienceNames.Retries.Contains(site.Name) && !PollyReader.IsInsideHandler(call))
                        Add(call, found, cancellationToken);
                }

                _byHand = found.ToImmutable();
            }

            return _byHand;
        }
    }

    private void Add(InvocationExpressionSyntax call, ImmutableArray<RepeatedChange>.Builder found, CancellationToken cancellationToken)
    {
        var triggers = RetryTriggerReader.Of(call);
        if ((triggers & RetryTriggers.Failures) == 0 || new PollyReader(_facts, cancellationToken).At(call) is not { IsHandler: false, Handled: not PayloadKind.Other } strategy)
            return;

        var changes = ChangingCalls.For(_facts);
        foreach (var payload in strategy.Executed)
        {
            if (payload is not { Kind: PayloadKind.Request, Site: InvocationExpressionSyntax request } || found.Any(known => known.Call == request) || _facts.ModelFor(request.SyntaxTree) is not { } model)
                continue;
            if ((changes.MethodOf(request, model, cancellationToken) ?? MethodWithin(request, model, changes, cancellationToken)) is { } method)
                found.Add(new RepeatedChange(request, method, new RetryCall(call, strategy.Retries, triggers), _facts.Clients.TargetOf(payload, cancellationToken)));
        }
    }

    /// <summary>What the method of a typed client sends that a call enters.</summary>
    private string? MethodWithin(InvocationExpressionSyntax call, SemanticModel model, ChangingCalls changes, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return null;
        IEnumerable<SyntaxReference> bodies = method.ContainingType.TypeKind != TypeKind.Interface
            ? method.DeclaringSyntaxReferences
            : _facts.Implementations.Of(method.ContainingType, cancellationToken).SelectMany(type => type.FindImplementationForInterfaceMember(method)?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty);
        return bodies.SelectMany(body => changes.Within(body.GetSyntax(cancellationToken), cancellationToken)).FirstOrDefault()?.Method;
    }
}
