using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Judges one field: whether requests leave data in it that other requests come back for (docs/design/0005-in-process-state.md).</summary>
internal static class InProcessState
{
    /// <summary>Proof that requests write a field and read it.</summary>
    internal readonly struct Proof(SyntaxNode write, string writer, string reader)
    {
        public SyntaxNode Write { get; } = write;

        public string Writer { get; } = writer;

        public string Reader { get; } = reader;
    }

    public static Proof? Of(ISymbol holder, ITypeSymbol type, StateFacts facts, CancellationToken cancellationToken)
    {
        var kind = StateTypes.KindOf(type);
        var owner = holder is ILocalSymbol ? null : holder.ContainingType;
        if (kind == HolderKind.None || IsNamedLikeNone(holder.Name, owner?.Name))
            return null;

        var uses = StateUses.Of(holder, facts, cancellationToken);
        if (uses.Any(static u => (u.Kind & UseKind.Writes) != 0 && SpeaksOfConnections(u.Place.Body)))
            return null;

        var wanted = Wanted(kind, uses, holder is ILocalSymbol);
        var writes = new List<StateUse>();
        foreach (var use in uses)
        {
            if ((use.Kind & wanted) != 0
                && ((use.Kind & UseKind.TestAndSet) != 0 || UseSyntax.MayRefuseCalls(use.Place.Body) || uses.Any(read => (read.Kind & UseKind.Read) != 0 && read.Place.Body != use.Place.Body))
                && IsRequestWrite(use, kind, owner, facts, cancellationToken))
                writes.Add(use);
        }

        if (writes.Count == 0 || IsInFlight(uses) || IsBuffer(kind, uses) || writes.All(w => IsCopyOfStored(w, owner, facts, cancellationToken)))
            return null;

        foreach (var write in writes)
        {
            foreach (var read in uses)
            {
                if ((read.Kind & UseKind.Read) != 0 && read.Place.Body != write.Place.Body && IsRequestRead(read, owner, facts, cancellationToken))
                    return new Proof(write.Node, write.Place.Name, read.Place.Name);
            }

            if (IsLookedAtByItsWriter(write, holder, uses, facts, cancellationToken))
                return new Proof(write.Node, write.Place.Name, write.Place.Name);
        }

        return null;
    }

    /// <summary>Whether the names of a field and its type already say that it holds nothing for other requests.</summary>
    public static bool IsNamedLikeNone(string holder, string? owner)
        => StateRoles.IsOwnToTheProcess(holder)
            || owner is not null && (StateRoles.IsTestDouble(owner) || StateRoles.IsCacheOrTheLike(owner) || StateTypes.EndsWithAny(owner, "Options", "Settings", "Configuration", "Config"));

    // Who is connected to this process is a fact of this process; that replicas need a backplane is another rule's matter.
    private static bool SpeaksOfConnections(SyntaxNode body)
    {
        foreach (var token in body.DescendantTokens())
        {
            if (token.ValueText.Equals("ConnectionId", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static UseKind Wanted(HolderKind kind, List<StateUse> uses, bool isLocal)
    {
        switch (kind)
        {
            case HolderKind.Queue:
                return UseKind.Add;
            case HolderKind.Collection:
                // What is only filled on demand and dropped again is a cache, whatever its name.
                return uses.Any(static u => (u.Kind & UseKind.Fill) != 0) ? UseKind.Add | UseKind.Assign : UseKind.Add | UseKind.Remove | UseKind.Assign;
            default:
                return UseKind.Count | UseKind.CountDown | UseKind.Assign | UseKind.Add | (isLocal ? UseKind.AssignOwn : UseKind.None);
        }
    }

    private static bool IsRequestWrite(StateUse use, HolderKind kind, INamedTypeSymbol? owner, StateFacts facts, CancellationToken cancellationToken)
    {
        if (RequestCode.IsStartUp(use.Place))
            return false;
        if (facts.Requests.Reaches(use.Place, cancellationToken))
            return true;
        return owner is not null && StateRoles.IsStore(owner) && kind is HolderKind.Collection
            && use.Place.Method is { } method && facts.Requests.MayBeCalledFromOutside(method, cancellationToken)
            && (owner.Name.IndexOf("InMemory", StringComparison.Ordinal) < 0 || facts.Singletons.IsTheOnlyChoice(owner, cancellationToken));
    }

    // One member does both: it refuses what was seen before, counts callers and turns them away, or takes a lock that another gives back.
    private static bool IsLookedAtByItsWriter(StateUse write, ISymbol holder, List<StateUse> uses, StateFacts facts, CancellationToken cancellationToken)
    {
        if (UseSyntax.MayRefuseCalls(write.Place.Body))
            return true;
        if ((write.Kind & UseKind.TestAndSet) == 0)
            return false;
        return StateRoles.IsProcessedSet(holder.Name)
            || write.Place.Method is { } method && RequestCode.IsMessageEntry(method)
            || uses.Any(gone => (gone.Kind & UseKind.Remove) != 0 && gone.Place.Body != write.Place.Body && !RequestCode.IsStartUp(gone.Place) && facts.Requests.Reaches(gone.Place, cancellationToken));
    }

    // A buffer: whoever looks at it empties it, but for those who put in and ask whether it is full.
    private static bool IsBuffer(HolderKind kind, List<StateUse> uses)
    {
        if (kind != HolderKind.Collection || !uses.Exists(static u => IsClear(u)))
            return false;
        return uses.Exists(read => (read.Kind & UseKind.Read) != 0 && uses.Exists(u => u.Place.Body == read.Place.Body && IsClear(u)))
            && uses.TrueForAll(read => (read.Kind & UseKind.Read) == 0
                || uses.Exists(u => u.Place.Body == read.Place.Body && (IsClear(u) || (u.Kind & UseKind.Add) != 0)));
    }

    private static bool IsClear(StateUse use)
        => (use.Kind & UseKind.Remove) != 0
            && UseSyntax.Whole((SimpleNameSyntax)use.Node).Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear" };

    private static bool IsRequestRead(StateUse use, INamedTypeSymbol? owner, StateFacts facts, CancellationToken cancellationToken)
    {
        if (RequestCode.IsStartUp(use.Place))
            return false;
        if (use.Place.Method is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.NotApplicable } method
            && method.MethodKind != MethodKind.LocalFunction
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, owner))
        {
            return true;
        }

        return facts.Requests.Reaches(use.Place, cancellationToken);
    }

    // ++ at the start and -- at the end of one member: how much is going on right now, which is a fact of this process.
    private static bool IsInFlight(List<StateUse> uses)
        => uses.Any(up => (up.Kind & UseKind.Count) != 0 && uses.Any(down => (down.Kind & UseKind.CountDown) != 0 && down.Place.Body == up.Place.Body));

    // Where the same code also goes to a database or a remote service, the field is a copy and its home is there.
    private static bool IsCopyOfStored(StateUse write, INamedTypeSymbol? owner, StateFacts facts, CancellationToken cancellationToken)
    {
        var model = facts.Code.ModelOf(write.Node.SyntaxTree);
        foreach (var call in write.Place.Body.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax access)
                continue;
            var type = model.GetTypeInfo(access.Expression, cancellationToken).Type ?? model.GetSymbolInfo(access.Expression, cancellationToken).Symbol as ITypeSymbol;
            if (StateTypes.IsStore(type) && !SymbolEqualityComparer.Default.Equals(type, owner))
                return true;
        }

        return false;
    }
}
