using System.Runtime.InteropServices;

namespace CityOps.Core.Wire;

/// <summary>
/// The values of one record, held until its last member is read: <c>ts</c> and <c>device</c> may come after them, and a name that
/// comes twice counts once, with its last value. Reused from record to record.
/// </summary>
sealed class RecordValues
{
    // Up to here a walk over the names is cheaper than a hash of each.
    const int WalkedNames = 16;

    const int KeptCapacity = 1_024;
    List<RecordValue> _values = new(16);
    Dictionary<string, int>? _places;

    public ReadOnlySpan<RecordValue> All => CollectionsMarshal.AsSpan(_values);

    public bool AnyRefused { get; private set; }

    /// <summary>Values that are there, good or not.</summary>
    public int PresentCount
    {
        get
        {
            var count = 0;
            foreach (ref readonly var value in All)
            {
                count += value.IsMissing ? 0 : 1;
            }

            return count;
        }
    }

    public TextCache Quantities { get; } = new(1_024);

    public TextCache Units { get; } = new(256);

    public void Clear()
    {
        if (_values.Capacity > KeptCapacity)
        {
            _values = new List<RecordValue>(16);
            _places = null;
        }

        AnyRefused = false;
        _values.Clear();
        _places?.Clear();
    }

    public void Set(in RecordValue value)
    {
        AnyRefused |= value.Reason != RejectReason.None;
        var place = value.Quantity is null ? -1 : PlaceOf(value.Quantity);
        if (place >= 0)
        {
            _values[place] = value;
            return;
        }

        if (value.Quantity is not null && _values.Count >= WalkedNames)
        {
            _places!.Add(value.Quantity, _values.Count);
        }

        _values.Add(value);
    }

    int PlaceOf(string quantity)
    {
        if (_values.Count < WalkedNames)
        {
            return Walk(quantity);
        }

        if (_places is not { Count: > 0 })
        {
            IndexAll();
        }

        return _places!.TryGetValue(quantity, out var place) ? place : -1;
    }

    int Walk(string quantity)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            if (string.Equals(_values[i].Quantity, quantity, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    void IndexAll()
    {
        _places ??= new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values[i].Quantity is { } quantity)
            {
                _places[quantity] = i;
            }
        }
    }
}
