using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Figures;

/// <summary>A key figure as the store remembers it, so that its line does not begin with the process.</summary>
public sealed class FigurePast(LiveFeed feed, ITelemetryReader store, TimeZoneInfo zone, ILogger<FigurePast> log)
{
    const long HourMs = 3_600_000;

    /// <summary>A larger city's lines begin with the process: asking would cost it more than they are worth.</summary>
    const int MostSeries = 200;
    const int MostBuckets = 60;

    /// <summary>Points of two minutes; none while the store cannot be asked.</summary>
    /// <param name="now">Unix ms.</param>
    public async Task<IReadOnlyList<FigurePoint>> OfAsync(KeyFigure figure, long now, CancellationToken cancellationToken)
    {
        var series = feed.Registry.Series.Values.Where(one => one.Domain == figure.Domain && one.Id.Quantity == figure.Quantity).Take(MostSeries + 1).ToList();
        if (series.Count > MostSeries || !BucketSize.TryParse("2m", zone, out var size))
        {
            return [];
        }

        try
        {
            var buckets = new List<Bucket>();
            foreach (var one in series)
            {
                buckets.AddRange(await store.BucketsAsync(one.Id, now - HourMs, now, size, BucketAggregates.Basic, MostBuckets, cancellationToken));
            }

            return [.. buckets.GroupBy(bucket => bucket.T).OrderBy(group => group.Key).Select(group => PointOf(figure, group.Key, [.. group.Select(bucket => bucket.Last)]))];
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogDebug(e, "The past of the key figures could not be read");
            return [];
        }
    }

    static FigurePoint PointOf(KeyFigure figure, long at, List<double> values) => new(at, values[figure.Choose(values)!.Value]);
}
