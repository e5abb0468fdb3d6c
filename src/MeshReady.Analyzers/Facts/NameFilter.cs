namespace MeshReady.Analyzers.Facts;

/// <summary>Tells for sure that a name does not stand in a file, so that a search through a project skips most of its files.</summary>
internal sealed class NameFilter
{
    private readonly uint[] _bits;
    private readonly int _mask;

    /// <param name="length">The characters of the file; half as many bits keep false answers below one in ten.</param>
    public NameFilter(int length)
    {
        var size = 256;
        while (size < length / 2 && size < 1 << 17)
            size *= 2;
        _bits = new uint[size / 32];
        _mask = size - 1;
    }

    public void Add(int hash)
    {
        var bit = Spread(hash) & _mask;
        _bits[bit >> 5] |= 1u << (bit & 31);
    }

    /// <summary>False only if the name stands nowhere in the file.</summary>
    public bool MayHold(string name)
    {
        var hash = NameTable.Seed;
        foreach (var c in name)
        {
            // The scan splits such names.
            if (c >= 0x80)
                return true;
            hash = NameTable.Add(hash, c);
        }

        var bit = Spread(hash) & _mask;
        return (_bits[bit >> 5] & (1u << (bit & 31))) != 0;
    }

    private static int Spread(int hash) => unchecked((int)((uint)hash * 2654435769u >> 8));
}
