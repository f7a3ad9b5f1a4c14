using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Answers from an InfluxDB 1.x, also in a process that does not write and knows no registry. Every question is bounded in
/// time. Of the latest readings it does not know ReceivedAt and reasons: ReceivedAt is ObservedAt there. While the server is
/// away a question throws <see cref="TelemetryStoreException"/>. Safe for concurrent use.
/// </summary>
public sealed class InfluxDbReader : ITelemetryReader, IDisposable
{
    const long HourMs = 3_600_000;

    readonly InfluxDbClient client;
    readonly SeriesPages pages;
    readonly LatestQuery latest;

    public InfluxDbReader(InfluxDbOptions options, TimeProvider clock)
        : this(options, new InfluxDbClient(options, clock), clock)
    {
    }

    internal InfluxDbReader(InfluxDbOptions options, InfluxDbClient client, TimeProvider clock)
    {
        this.client = client;
        pages = new SeriesPages(options, client);
        latest = new LatestQuery(options, client, clock);
    }

    /// <summary>Null when the server answers; otherwise why not, in words.</summary>
    public Task<string?> PingAsync(CancellationToken cancellationToken) => client.PingAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) =>
        latest.AskAsync(series, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredReading>> RawAsync(
        SeriesId series, long from, long to, int limit, CancellationToken cancellationToken)
    {
        var (value, flag, bad) = Fields(series.Quantity);
        var found = new List<StoredReading>();
        await foreach (var page in pages.ReadAsync($"{value}, {flag}, {bad}", series, from, to, null, limit, cancellationToken))
        {
            for (var row = 0; row < page.Rows && found.Count < limit; row++)
            {
                AddReadings(page, row, found);
            }
        }

        return found.Count <= limit ? found : found.GetRange(0, limit);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken)
    {
        var bounded = (From: Math.Max(from, LineBuilder.EarliestMs), To: Math.Min(to, LineBuilder.LatestMs + 1));
        if (limit <= 0 || bounded.From >= bounded.To)
        {
            return [];
        }

        // The server's percentile is not nearest rank.
        if (aggregates.Percentiles.Count > 0)
        {
            return await FromReadingsAsync(series, bounded.From, bounded.To, size, aggregates, limit, cancellationToken);
        }

        try
        {
            return await FromWindowsAsync(series, bounded.From, bounded.To, size, limit, cancellationToken);
        }
        catch (NotFiniteException)
        {
            return await FromReadingsAsync(series, bounded.From, bounded.To, size, aggregates, limit, cancellationToken);
        }
    }

    public void Dispose() => client.Dispose();

    internal static (string Value, string Flag, string Bad) Fields(string quantity) =>
        (InfluxQl.Name(quantity), InfluxQl.Name($"{quantity}_q"), InfluxQl.Name($"{quantity}_bad"));

    /// <summary>The quality of a value that did not fail. A flag may be left over from a failed reading of the same time.</summary>
    internal static Quality QualityOf(double flag) => flag switch
    {
        (byte)Quality.NotEvaluated => Quality.NotEvaluated,
        (byte)Quality.Suspect => Quality.Suspect,
        _ => Quality.Good,
    };

    /// <summary>One moment may have a value and, after it, one that failed.</summary>
    static void AddReadings(QuerySeries page, int row, List<StoredReading> found)
    {
        var at = (long)page[row, 0];
        if (!double.IsNaN(page[row, 1]))
        {
            found.Add(new StoredReading(at, page[row, 1], QualityOf(page[row, 2])));
        }

        if (!double.IsNaN(page[row, 3]))
        {
            found.Add(new StoredReading(at, page[row, 3], Quality.Fail));
        }
    }

    async ValueTask<IReadOnlyList<Bucket>> FromReadingsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken)
    {
        var builder = new BucketBuilder(size, aggregates);
        var found = new List<Bucket>();
        await foreach (var page in pages.ReadAsync(InfluxQl.Name(series.Quantity), series, from, to, null, long.MaxValue, cancellationToken))
        {
            for (var row = 0; row < page.Rows; row++)
            {
                if (builder.Add((long)page[row, 0], page[row, 1]) is { } done)
                {
                    found.Add(done);
                    if (found.Count == limit)
                    {
                        return found;
                    }
                }
            }
        }

        if (builder.End() is { } last)
        {
            found.Add(last);
        }

        return found;
    }

    async ValueTask<IReadOnlyList<Bucket>> FromWindowsAsync(
        SeriesId series, long from, long to, BucketSize size, int limit, CancellationToken cancellationToken)
    {
        var window = WindowOf(size, from, to);
        var field = InfluxQl.Name(series.Quantity);
        var select = $"count({field}), mean({field}), min({field}), max({field}), first({field}), last({field})";
        var rows = limit * (((size.EndOf(from) - size.StartOf(from)) / window) + 2);
        var merger = new BucketMerger(size);
        var found = new List<MergedBucket>();
        await foreach (var page in pages.ReadAsync(select, series, from, to, window, rows, cancellationToken))
        {
            for (var row = 0; row < page.Rows && found.Count < limit; row++)
            {
                var part = new BucketPart(
                    (long)page[row, 0], (long)page[row, 1], page[row, 2], page[row, 3], page[row, 4], page[row, 5], page[row, 6]);
                if (merger.Add(part) is { } done)
                {
                    found.Add(done);
                }
            }
        }

        if (found.Count < limit && merger.End() is { } last)
        {
            found.Add(last);
        }

        return await WithExactMeansAsync(found, series, from, to, size, cancellationToken);
    }

    async ValueTask<IReadOnlyList<Bucket>> WithExactMeansAsync(
        List<MergedBucket> found, SeriesId series, long from, long to, BucketSize size, CancellationToken cancellationToken)
    {
        var buckets = found.ConvertAll(b => b.Bucket);
        for (var i = 0; i < found.Count; i++)
        {
            if (!found[i].IsExact)
            {
                var start = buckets[i].T;
                var again = await FromReadingsAsync(
                    series, Math.Max(from, start), Math.Min(to, size.EndOf(start)), size, BucketAggregates.Basic, 1, cancellationToken);
                buckets[i] = again.Count == 1 ? again[0] : buckets[i];
            }
        }

        return buckets;
    }

    /// <summary>
    /// The largest window, of an hour at most, that no bucket's border cuts. Civil days are ours to put together: the server's
    /// time zones lose readings where clocks change.
    /// </summary>
    static long WindowOf(BucketSize size, long from, long to)
    {
        if (size.Days == 0)
        {
            return size.Milliseconds % HourMs == 0 ? HourMs : size.Milliseconds;
        }

        var window = HourMs;
        for (var border = size.StartOf(from); border < to && window > 1; border = size.EndOf(border))
        {
            window = Divisor(window, Math.Abs(border));
        }

        return window;
    }

    static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
