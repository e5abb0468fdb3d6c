using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>Collects the messages of a project: each message with its channel once, at the first place that tells most.</summary>
internal sealed class MessageList(FactsSource source)
{
    private readonly List<MessageFact> _facts = [];

    public IEnumerable<MessageFact> Sorted
        => _facts.OrderBy(static f => f.Place).ThenBy(static f => f.IsPublished ? 0 : 1).ThenBy(static f => f.Type, StringComparer.Ordinal).ThenBy(static f => f.Channel, StringComparer.Ordinal);

    public void Add(bool isPublished, SyntaxNode node, string? broker, ITypeSymbol? type, TextValue channel)
        => Add(isPublished, node, broker, type is null ? null : LiveCode.FullName(type), channel);

    public void Add(bool isPublished, SyntaxNode node, string? broker, string? type, TextValue channel)
    {
        var name = ChannelOf(channel.Text);
        var fact = new MessageFact(isPublished, source.PlaceOf(node)) { Type = type, Channel = name, Key = channel.Key, Broker = broker };
        if (_facts.Exists(other => Covers(other, fact)))
            return;
        _facts.RemoveAll(other => Covers(fact, other));
        _facts.Add(fact);
    }

    /// <summary>Whether a fact of this direction has a type.</summary>
    public bool HasTyped(bool isPublished) => _facts.Exists(f => f.IsPublished == isPublished && f.Type is not null);

    public bool Has(bool isPublished) => _facts.Exists(f => f.IsPublished == isPublished);

    private static bool Covers(MessageFact more, MessageFact less)
        => more.IsPublished == less.IsPublished && (less.Type is null || less.Type == more.Type) && (less.Channel is null || less.Channel == more.Channel) && (less.Key is null || less.Key == more.Key)
            && (less.Broker is null || less.Broker == more.Broker || less.Type is not null);

    /// <summary>The name without the kind before it (<c>queue:orders</c>) and without an address: it may hold a password.</summary>
    private static string? ChannelOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var name = text!.Trim();
        foreach (var kind in new[] { "queue:", "exchange:", "topic:" })
        {
            if (name.StartsWith(kind, StringComparison.OrdinalIgnoreCase))
                return name.Substring(kind.Length).Split('?')[0];
        }

        if (name.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            var rest = name.Substring(scheme + 3).Split('?')[0];
            var slash = rest.LastIndexOf('/');
            return slash < 0 || slash == rest.Length - 1 ? null : rest.Substring(slash + 1);
        }

        return name.Length > 200 || name.IndexOfAny([' ', '=', '@', '\n']) >= 0 ? null : name;
    }
}
