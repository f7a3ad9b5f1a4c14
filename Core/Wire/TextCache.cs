namespace CityOps.Core.Wire;

/// <summary>
/// One string for texts that come again and again. Bounded: when full it begins anew, so that whoever fills it with nonsense does not keep
/// the others' texts out. Not thread-safe.
/// </summary>
sealed class TextCache
{
    readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    readonly int _capacity;

    public TextCache(int capacity)
    {
        _capacity = capacity;
        _bySpan = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool TryGet(ReadOnlySpan<char> text, out string? cached) => _bySpan.TryGetValue(text, out cached);

    public string Get(ReadOnlySpan<char> text)
    {
        if (_bySpan.TryGetValue(text, out var cached))
        {
            return cached;
        }

        var added = text.ToString();
        if (_texts.Count == _capacity)
        {
            _texts.Clear();
        }

        _texts.Add(added);
        return added;
    }
}
