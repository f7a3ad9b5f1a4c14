using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Buckets of one series. The server aggregates windows of an hour at most, and we put them together; what it cannot do as we
/// mean it is computed from single readings.
/// </summary>
sealed class BucketQuery(SeriesPages pages, SeriesId series, BucketSize size)
{
    const long HourMs = 3_600_000;

    public async ValueTask<IReadOnlyList<Bucket>> AskAsync(
        long from, long to, BucketAggregates aggregates, int limit, CancellationToken cancellationToken)
    {
        if (limit <= 0 || from >= to)
        {
            return [];
        }

        // The server's percentile is not nearest rank.
        if (aggregates.Percentiles.Count > 0)
        {
            return await FromReadingsAsync(from, to, aggregates, limit, cancellationToken);
        }

        try
        {
            return await FromWindowsAsync(from, to, limit, cancellationToken);
        }
        catch (NotFiniteException)
        {
            return await FromReadingsAsync(from, to, aggregates, limit, cancellationToken);
        }
    }

    async ValueTask<IReadOnlyList<Bucket>> FromReadingsAsync(
        long from, long to, BucketAggregates aggregates, int limit, CancellationToken cancellationToken)
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
        long from, long to, int limit, CancellationToken cancellationToken)
    {
        var window = WindowOf(from, to);
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

        return await WithExactMeansAsync(found, from, to, cancellationToken);
    }

    async ValueTask<IReadOnlyList<Bucket>> WithExactMeansAsync(
        List<MergedBucket> found, long from, long to, CancellationToken cancellationToken)
    {
        var buckets = found.ConvertAll(b => b.Bucket);
        for (var i = 0; i < found.Count; i++)
        {
            if (!found[i].IsExact)
            {
                var start = buckets[i].T;
                var again = await FromReadingsAsync(
                    Math.Max(from, start), Math.Min(to, size.EndOf(start)), BucketAggregates.Basic, 1, cancellationToken);
                buckets[i] = again.Count == 1 ? again[0] : buckets[i];
            }
        }

        return buckets;
    }

    /// <summary>
    /// The largest window, of an hour at most, that no bucket's border cuts. Civil days are ours to put together: the server's
    /// time zones lose readings where clocks change.
    /// </summary>
    long WindowOf(long from, long to)
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
