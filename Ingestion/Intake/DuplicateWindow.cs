namespace CityOps.Ingestion.Intake;

/// <summary>
/// Remembers the hashes of the last messages, so that a re-delivery is known as one. Not thread-safe: intake's lock holds it.
/// </summary>
sealed class DuplicateWindow
{
    public const int Size = 200_000;

    readonly UInt128[] _ring = new UInt128[Size];
    readonly HashSet<UInt128> _known = new(Size);
    int _next;
    int _count;

    public bool Contains(UInt128 hash) => _known.Contains(hash);

    public void Add(UInt128 hash)
    {
        if (!_known.Add(hash))
        {
            return;
        }

        if (_count == Size)
        {
            _known.Remove(_ring[_next]);
        }
        else
        {
            _count++;
        }

        _ring[_next] = hash;
        _next = (_next + 1) % Size;
    }
}
