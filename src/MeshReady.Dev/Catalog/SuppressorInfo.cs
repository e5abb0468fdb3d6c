using Microsoft.CodeAnalysis;

namespace MeshReady.Dev.Catalog;

/// <summary>A suppressor as its type states it: what takes back findings of another analyzer.</summary>
/// <param name="Type">The suppressor's type.</param>
/// <param name="Descriptors">What it declares; one, or a test fails.</param>
public sealed record SuppressorInfo(Type Type, IReadOnlyList<SuppressionDescriptor> Descriptors)
{
    /// <summary>The id, such as MSASPR0301.</summary>
    public string Id => Descriptors[0].Id;

    /// <summary>The id of the other analyzer's findings.</summary>
    public string SuppressedId => Descriptors[0].SuppressedDiagnosticId;

    /// <summary>Why a finding is taken back.</summary>
    public string Justification => Descriptors[0].Justification.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The id of a rule that would stand in the same block: MSA0301 for MSASPR0301.</summary>
    public string RuleId => Id.Replace("MSASPR", "MSA", StringComparison.Ordinal);

    /// <summary>Id and name: what all of its files begin with.</summary>
    public string Stem => Type.Name.EndsWith("Suppressor", StringComparison.Ordinal) ? Type.Name[..^"Suppressor".Length] : Type.Name;

    /// <summary>The first line of its page.</summary>
    public string Heading => $"# {Id}: {SuppressedId} where the mesh has answered it";
}
