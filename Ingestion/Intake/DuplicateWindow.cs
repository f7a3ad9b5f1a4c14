namespace CityOps.Ingestion.Intake;

/// <summary>
/// Remembers the hashes of the last messages, so that a re-delivery is known as one. Not thread-safe: intake's lock holds it.
/// </summary>
/// <remarks>
/// Each message is looked for, put in, and drives another one out. The places of an open table cost one memory access for each of
/// these, where a set of the framework has three; the hashes are even, so neighbours in it are few.
/// </remarks>
sealed class DuplicateWindow
{
    public const int Size = 200_000;

    /// <summary>A power of two, and more than twice the size: runs of taken places stay short.</summary>
    const int Places = 1 << 19;
    const int Mask = Places - 1;

    readonly UInt128[] _ring = new UInt128[Size];
    readonly UInt128[] _places = new UInt128[Places];
    int _next;

    /// <param name="hash">Not zero, which is an empty place.</param>
    public bool Contains(UInt128 hash) => _places[PlaceOf(hash)] == hash;

    public void Add(UInt128 hash)
    {
        var place = PlaceOf(hash);
        if (_places[place] == hash)
        {
            return;
        }

        _places[place] = hash;
        if (_ring[_next] != 0)
        {
            Remove(PlaceOf(_ring[_next]));
        }

        _ring[_next] = hash;
        _next = (_next + 1) % Size;
    }

    /// <summary>Where it is, or the empty place where it would go.</summary>
    int PlaceOf(UInt128 hash)
    {
        var place = Home(hash);
        while (_places[place] is var there && there != 0 && there != hash)
        {
            place = (place + 1) & Mask;
        }

        return place;
    }

    static int Home(UInt128 hash) => (int)((ulong)hash & Mask);

    /// <summary>Empties a place; those behind it that would not be found any more move up.</summary>
    void Remove(int gap)
    {
        for (var at = (gap + 1) & Mask; _places[at] != 0; at = (at + 1) & Mask)
        {
            var fromHome = (at - Home(_places[at])) & Mask;
            if (fromHome >= ((at - gap) & Mask))
            {
                _places[gap] = _places[at];
                gap = at;
            }
        }

        _places[gap] = 0;
    }
}
