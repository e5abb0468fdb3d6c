namespace MeshReady.CodeFixes;

/// <summary>
/// Marks a fix that is behavioural in general and equivalent in one case that it can prove for itself, so that its page
/// says so. A fix without this mark is equivalent if it has a FixAll provider, and behavioural if it has none.
/// </summary>
/// <param name="equivalentWhere">The case, as it continues "equivalent where …".</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FixClassAttribute(string equivalentWhere) : Attribute
{
    /// <summary>The case in which the fix leaves behaviour unchanged, as it continues "equivalent where …".</summary>
    public string EquivalentWhere { get; } = equivalentWhere;
}
