using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Storage.Telemetry;

/// <summary>What a telemetry store must answer, in the simplest words that are right: two dictionaries, and sorting at each question.</summary>
sealed class NaiveTelemetryStore
{
    readonly Dictionary<(SeriesId, long, bool Failed), Reading> readings = [];
    readonly Dictionary<SeriesId, Reading> latest = [];

    public void Write(JournalBatch batch)
    {
        for (var i = 0; i < batch.Readings.Length; i++)
        {
            var reading = batch.ReadingAt(i) with { Late = false };
            readings[(reading.Series, reading.ObservedAt, reading.Quality == Quality.Fail)] = reading;
            if (!latest.TryGetValue(reading.Series, out var newest) || reading.ObservedAt >= newest.ObservedAt)
            {
                latest[reading.Series] = reading;
            }
        }
    }

    /// <summary>Returns how many. When the reading that takes the place of the latest was received, nobody knows any more.</summary>
    public int Delete(SeriesId series, long from, long to)
    {
        var gone = readings.Keys.Where(key => key.Item1 == series && key.Item2 >= from && key.Item2 < to).ToList();
        gone.ForEach(key => readings.Remove(key));
        if (latest.TryGetValue(series, out var newest) && newest.ObservedAt >= from && newest.ObservedAt < to)
        {
            latest.Remove(series);
            if (readings.Values.Where(r => r.Series == series).OrderBy(r => r.ObservedAt).ThenBy(r => r.Quality != Quality.Fail).ToList() is [.., var left])
            {
                latest[series] = left with { ReceivedAt = left.ObservedAt };
            }
        }

        return gone.Count;
    }

    /// <summary>As if it had never been: the latest stays.</summary>
    public void Lose(SeriesId series, long at, bool failed) => readings.Remove((series, at, failed));

    public List<Reading> Latest(IEnumerable<SeriesId> series) => series.Where(latest.ContainsKey).Select(s => latest[s]).ToList();

    public List<StoredReading> Raw(SeriesId series, long from, long to) => readings.Values
        .Where(r => r.Series == series && r.ObservedAt >= from && r.ObservedAt < to)
        .OrderBy(r => r.ObservedAt).ThenBy(r => r.Quality == Quality.Fail)
        .Select(r => new StoredReading(r.ObservedAt, r.Value, r.Quality)).ToList();

    public List<Bucket> Buckets(SeriesId series, long from, long to, BucketSize size, int percentile) => Raw(series, from, to)
        .Where(r => r.Q != Quality.Fail)
        .GroupBy(r => size.StartOf(r.T))
        .Select(g =>
        {
            var values = g.Select(r => r.V).ToList();
            var sorted = values.Order().ToList();
            var rank = (int)Math.Ceiling(percentile / 100m * sorted.Count);
            return new Bucket(
                g.Key, values.Count, (double)(values.Sum(v => (decimal)v) / values.Count), values.Min(), values.Max(), values[0], values[^1],
                [sorted[rank - 1]]);
        }).ToList();
}
