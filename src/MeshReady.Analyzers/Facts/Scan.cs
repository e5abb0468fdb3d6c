using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Analyzers.Facts.Messaging;
using MeshReady.Analyzers.Facts.Loops;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts;

/// <summary>One pass over the characters of a file: names that make candidates, and a filter of all names.</summary>
internal sealed class Scan(SyntaxNode root, int length)
{
    public ImmutableArray<Site>.Builder Sites { get; } = ImmutableArray.CreateBuilder<Site>();

    public List<int> HouseMethods { get; } = [];

    public NameFilter Names { get; } = new(length);

    public void Run(char[] text, int length)
    {
        var at = 0;
        while (at < length)
        {
            var c = text[at];
            if (IsLetter(c))
            {
                var start = at;
                var hash = NameTable.Seed;
                do
                {
                    hash = NameTable.Add(hash, c);
                    at++;
                    c = at < length ? text[at] : '\0';
                }
                while (IsLetter(c) || c is >= '0' and <= '9');

                Names.Add(hash);
                if (CandidateNames.Table.Find(text, start, at - start, hash) is { } entry)
                {
                    if (Follows(text, at, length, entry.Shapes) && entry.FitsAt(text, start, at, length) && (!LoopNames.IsKeyword(entry.Name) || LoopNames.MayAwait(text, at, length)))
                        CandidateNames.AddSites(root, start, entry, Sites);
                }
                else if (c is '(' or '<' && CandidateNames.MayBeHouseMethod(text, start, at))
                {
                    HouseMethods.Add(start);
                }
                else if (c is '(' or '<' && CandidateNames.MaySend(text, start, at))
                {
                    CandidateNames.AddSites(root, start, MessagingNames.Prefixed, Sites);
                }
            }
            else if (c == '?' && at + 1 < length && text[at + 1] == '?')
            {
                CandidateNames.AddFallback(root, at, Sites);
                at += 2;
                if (at < length && text[at] == '=')
                    at++;
            }
            else if (c == ':' && at > 0 && IsLetter(text[at - 1]) && at + 2 < length && text[at + 1] == '/' && text[at + 2] == '/')
            {
                CandidateNames.AddAddress(root, at, Sites);
                at += 3;
            }
            else if (c == '%' && at > 0 && text[at - 1] is ' ' or ')' or (>= '0' and <= '9') or (>= 'a' and <= 'z'))
            {
                RolloutSites.AddRemainder(root, at, Sites);
                at++;
            }
            else if (c >= 0x80 || c is >= '0' and <= '9')
            {
                // A name with letters beyond ASCII, or a number: no candidate is spelled so.
                do at++;
                while (at < length && (text[at] >= 0x80 || IsLetter(text[at]) || text[at] is >= '0' and <= '9'));
            }
            else
            {
                at++;
            }
        }
    }

    private static bool IsLetter(char c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a' || c == '_';

    /// <summary>A look at the next character spares most false candidates the search for their node.</summary>
    private static bool Follows(char[] text, int at, int length, NameShapes shapes)
    {
        while (at < length && text[at] is ' ' or '\t' or '\r' or '\n')
            at++;

        if (at >= length)
            return false;

        return text[at] switch
        {
            '(' => (shapes & (NameShapes.Call | NameShapes.Creation | NameShapes.Attribute)) != 0,
            '<' => (shapes & (NameShapes.Call | NameShapes.Creation)) != 0,
            '=' => (shapes & NameShapes.Assigned) != 0 && at + 1 < length && text[at + 1] is not ('=' or '>'),
            '+' => (shapes & NameShapes.Assigned) != 0 && at + 1 < length && text[at + 1] == '=',
            _ => (shapes & (NameShapes.Creation | NameShapes.Mention)) != 0,
        };
    }
}
