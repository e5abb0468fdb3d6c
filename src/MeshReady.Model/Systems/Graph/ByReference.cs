namespace MeshReady.Model.Systems;

/// <summary>Tells objects apart by being the same, since comparing large records by value costs much and joins what is written twice.</summary>
internal sealed class ByReference<T> : IEqualityComparer<T> where T : class
{
    public static readonly ByReference<T> Instance = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
}
