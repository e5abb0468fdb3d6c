namespace MeshReady.Model.Systems;

/// <summary>One service that waits for another while a user's request is answered, by whatever protocols.</summary>
/// <param name="From">Who waits.</param>
/// <param name="To">For whom.</param>
/// <param name="Calls">The calls between them, none conditional; never empty.</param>
internal sealed record Hop(Service From, Service To, IReadOnlyList<ServiceCall> Calls)
{
    /// <summary>The line of the code that makes the call.</summary>
    public Place Place { get; } = Calls.SelectMany(CodeOf).Min()!;

    /// <summary>The lines that say whom it reaches, where the code alone does not.</summary>
    public IEnumerable<Place> Proofs => Calls.SelectMany(static call => call.Evidence).Where(static e => e.Call is not null).Select(static e => e.Place).Where(place => place != Place).Distinct().OrderBy(static place => place);

    /// <summary>The lines of the code that make a call in every environment; empty where only an AppHost or a manifest tells of it.</summary>
    public static IEnumerable<Place> CodeOf(ServiceCall call) => call.Evidence.Select(static e => e.Call).Where(static c => c is { IsConditional: false }).Select(static c => c!.Place);
}
