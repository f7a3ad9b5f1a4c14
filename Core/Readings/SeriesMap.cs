using System.Diagnostics.CodeAnalysis;
using CityOps.Core.City;

namespace CityOps.Core.Readings;

/// <summary>
/// What somebody remembers of each series. A series is found by its object where that has been met before, which costs a fraction
/// of hashing its two names; another object of the same id finds the same. Not thread-safe.
/// </summary>
/// <remarks>Objects are kept: give it series that are met again and again, not new ones each time.</remarks>
public sealed class SeriesMap<T>
    where T : class
{
    readonly Dictionary<SeriesId, T> _byId = [];
    readonly Dictionary<Series, T> _byObject = new(ReferenceEqualityComparer.Instance);

    public int Count => _byId.Count;

    public IReadOnlyCollection<KeyValuePair<SeriesId, T>> All => _byId;

    public Dictionary<SeriesId, T>.ValueCollection Values => _byId.Values;

    public bool TryGet(Series series, [NotNullWhen(true)] out T? found) =>
        _byObject.TryGetValue(series, out found) || (TryGet(series.Id, out found) && Remember(series, found));

    public bool TryGet(in SeriesId id, [NotNullWhen(true)] out T? found) => _byId.TryGetValue(id, out found);

    /// <exception cref="ArgumentException">The id is known already.</exception>
    public void Add(Series series, T value)
    {
        _byId.Add(series.Id, value);
        Remember(series, value);
    }

    /// <exception cref="ArgumentException">The id is known already.</exception>
    public void Add(in SeriesId id, T value) => _byId.Add(id, value);

    bool Remember(Series series, T value)
    {
        if (_byObject.Count > 4 * (_byId.Count + 16))
        {
            // Objects that nobody brings any more: they would be kept for ever.
            _byObject.Clear();
        }

        _byObject[series] = value;
        return true;
    }
}
