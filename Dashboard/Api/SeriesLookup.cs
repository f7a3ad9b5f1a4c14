using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Finds a series in memory first; one that was discovered a moment ago may so far be in the database only.</summary>
sealed class SeriesLookup(LiveFeed feed, CityRegistry city)
{
    public async ValueTask<Series?> FindAsync(SeriesId id, CancellationToken cancellationToken) =>
        feed.Registry.Series.TryGetValue(id, out var known)
            ? known
            : (await city.LoadAsync(cancellationToken)).Series.GetValueOrDefault(id);
}
