using CityOps.Core.City;

namespace CityOps.Storage.Journal;

/// <summary>
/// One object for each series that is read from disk, however often: readers remember series by their object. Safe for concurrent use.
/// </summary>
sealed class SeriesNames
{
    readonly Lock _gate = new();
    readonly HashSet<Series> _known = [];

    /// <summary>The object that stands for all equal ones.</summary>
    public Series Of(Series series)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(series, out var known))
            {
                return known;
            }

            _known.Add(series);
            return series;
        }
    }
}
