using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Protection that callers put around a client: Polly at the call, deadlines with each gRPC call.</summary>
internal sealed class HandProtection(CodeFacts facts)
{
    private readonly object _gate = new();
    private ImmutableArray<Payload> _payloads;
    private bool? _hasDeadlines;

    /// <summary>Whether some code may protect calls of this client. What cannot be told counts as protection.</summary>
    public bool Covers(ClientRegistration client, CancellationToken cancellationToken)
    {
        if (client.Family == SinkFamily.Grpc && HasDeadlines(cancellationToken))
            return true;

        foreach (var payload in Payloads(cancellationToken))
        {
            if (payload.Kind == PayloadKind.Other)
                continue;
            if (payload.Client is null || client.ClientType is null || facts.Clients.TargetOf(payload.Client, client.Node, cancellationToken) is not { } target || target.Node == client.Node)
                return true;
        }

        return false;
    }

    private ImmutableArray<Payload> Payloads(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_payloads.IsDefault)
            {
                var reader = new PollyReader(facts, cancellationToken);
                var found = ImmutableArray.CreateBuilder<Payload>();
                foreach (var site in facts.Sites(SiteKinds.Resilience, cancellationToken))
                {
                    if (site.Node is InvocationExpressionSyntax call && !ResilienceNames.OnBuilder.ContainsKey(site.Name) && site.Name != "ConfigureHttpClientDefaults" && reader.At(call) is { } retry)
                        found.Add(retry.Payload);
                }

                _payloads = found.ToImmutable();
            }

            return _payloads;
        }
    }

    /// <summary>Some call carries a deadline; by name, because one is enough for silence.</summary>
    private bool HasDeadlines(CancellationToken cancellationToken)
        => _hasDeadlines ??= facts.Compilation.SyntaxTrees.Any(tree =>
            SyntaxIndex.For(tree, cancellationToken).Identifiers("deadline", cancellationToken).Any(static t => t.Parent?.Parent is NameColonSyntax)
            || SyntaxIndex.For(tree, cancellationToken).Identifiers("CallOptions", cancellationToken).Any()
            || SyntaxIndex.For(tree, cancellationToken).Identifiers("WithDeadline", cancellationToken).Any());
}
