using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Rollups;

/// <summary>What answered a question in buckets.</summary>
/// <param name="Source">The longest roll-ups that took part; null = all of it comes from single readings.</param>
public sealed record RolledUpBuckets(IReadOnlyList<Bucket> Buckets, RollupSpan? Source);

/// <summary>
/// Answers questions about long times from roll-ups where they are, and from the readings everywhere else, so that nobody notices: the answers are the
/// same but for the last bits of a mean. Safe for concurrent use.
/// </summary>
/// <param name="zone">Of the days that are rolled up.</param>
public sealed class RolledUpReader(ITelemetryReader readings, IRollupStore rollups, ILateHours late, IRollupLimits limits, TimeZoneInfo zone)
{
    const long HourMs = 3_600_000;

    /// <summary>Below this the readings are as fast.</summary>
    const long ShortestMs = 48 * HourMs;

    /// <summary>With more pieces than this, one question for the readings of all between the first and the last late hour is cheaper than many small ones.</summary>
    const int MostParts = 40;

    /// <param name="ends">First and last are wanted, which no roll-up knows. Without them they are NaN where one took part.</param>
    /// <inheritdoc cref="ITelemetryReader.BucketsAsync"/>
    public async ValueTask<RolledUpBuckets> AskAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, bool ends, int limit, CancellationToken cancellationToken)
    {
        var plan = ends || aggregates.Percentiles.Count > 0 || to - from < ShortestMs
            ? null
            : await PlanAsync(series, from, to, size, cancellationToken).ConfigureAwait(false);
        if (plan is null || plan.TrueForAll(part => part.Source is null))
        {
            return new RolledUpBuckets(
                await readings.BucketsAsync(series, from, to, size, aggregates, limit, cancellationToken).ConfigureAwait(false), null);
        }

        var found = await MergeAsync(series, plan, size, limit, cancellationToken).ConfigureAwait(false);
        return new RolledUpBuckets(
            await WithExactMeansAsync(series, found, from, to, size, cancellationToken).ConfigureAwait(false), plan.Max(part => part.Source));
    }

    /// <summary>Null where no roll-up fits: too little covered, buckets of less than an hour or cut across hours.</summary>
    async ValueTask<List<PlannedPart>?> PlanAsync(SeriesId series, long from, long to, BucketSize size, CancellationToken cancellationToken)
    {
        if (await CoverAsync(series, RollupSpan.Hour, cancellationToken).ConfigureAwait(false) is not { } hours)
        {
            return null;
        }

        var lateHours = await late.OfAsync(series, cancellationToken).ConfigureAwait(false);
        // Nobody says which hours are late: then all those that may be.
        hours = lateHours is null ? hours with { Until = Math.Min(hours.Until, limits.LateFrom) } : hours;
        var (begin, end) = (Math.Max(from, hours.From), Math.Min(to, hours.Until));
        if (end - begin < ShortestMs || !IsOfWholeHours(size, begin, end))
        {
            return null;
        }

        var days = size.Days > 0 && size.Zone.Equals(zone) ? await CoverAsync(series, RollupSpan.Day, cancellationToken).ConfigureAwait(false) : null;
        long[] sorted = [.. (lateHours ?? []).Order()];
        var plan = Divide(from, to, hours, days, sorted);
        return plan.Count <= MostParts ? plan : Divide(from, to, hours, days, [.. Between(Math.Max(sorted[0], begin), Math.Min(sorted[^1], end))]);
    }

    async ValueTask<RollupCover?> CoverAsync(SeriesId series, RollupSpan span, CancellationToken cancellationToken) =>
        await rollups.CoverAsync(span, cancellationToken).ConfigureAwait(false) is { } cover ? cover with { From = Math.Max(cover.From, limits.KeptFrom(series, span)) } : null;

    List<PlannedPart> Divide(long from, long to, RollupCover hours, RollupCover? days, long[] lateHours)
    {
        var byHour = new RollupLevel(RollupSpan.Hour, hours, BucketSize.Hour.StartOf, BucketSize.Hour.EndOf, lateHours);
        if (days is not { } cover)
        {
            return RollupPlan.Divide(from, to, byHour);
        }

        var day = BucketSize.DayOf(zone);
        // A day is right when its hours are.
        cover = cover with { Until = Math.Min(cover.Until, hours.Until) };
        return RollupPlan.Divide(from, to, new RollupLevel(RollupSpan.Day, cover, day.StartOf, day.EndOf, [.. lateHours.Select(day.StartOf).Distinct()]), byHour);
    }

    static IEnumerable<long> Between(long first, long last)
    {
        for (var hour = BucketSize.Hour.StartOf(first); hour <= last; hour += HourMs)
        {
            yield return hour;
        }
    }

    static bool IsOfWholeHours(BucketSize size, long from, long to)
    {
        if (size.Days == 0)
        {
            return size.Milliseconds % HourMs == 0;
        }

        for (var border = size.StartOf(from); border < to; border = size.EndOf(border))
        {
            if (border % HourMs != 0)
            {
                return false;
            }
        }

        return true;
    }

    async ValueTask<List<MergedBucket>> MergeAsync(
        SeriesId series, List<PlannedPart> plan, BucketSize size, int limit, CancellationToken cancellationToken)
    {
        var merger = new BucketMerger(size);
        var found = new List<MergedBucket>();
        foreach (var part in plan)
        {
            foreach (var window in await WindowsAsync(series, part, size, cancellationToken).ConfigureAwait(false))
            {
                if (merger.Add(window) is { } done)
                {
                    found.Add(done);
                }
            }

            if (found.Count >= limit)
            {
                return found[..limit];
            }
        }

        if (merger.End() is { } last)
        {
            found.Add(last);
        }

        return found;
    }

    async ValueTask<IEnumerable<BucketPart>> WindowsAsync(SeriesId series, PlannedPart part, BucketSize size, CancellationToken cancellationToken)
    {
        if (part.Source is { } span)
        {
            var stored = await rollups.ReadAsync(span, series, part.From, part.To, cancellationToken).ConfigureAwait(false);
            return stored.Select(r => new BucketPart(r.T, r.Count, r.Mean, r.Min, r.Max, double.NaN, double.NaN));
        }

        var buckets = await readings.BucketsAsync(
            series, part.From, part.To, size, BucketAggregates.Basic, int.MaxValue, cancellationToken).ConfigureAwait(false);
        return buckets.Select(b => new BucketPart(b.T, b.Count, b.Mean, b.Min, b.Max, b.First, b.Last));
    }

    /// <summary>Where large values cancel out a merged mean is not good enough. If the readings are gone it is the best there is.</summary>
    async ValueTask<IReadOnlyList<Bucket>> WithExactMeansAsync(
        SeriesId series, List<MergedBucket> found, long from, long to, BucketSize size, CancellationToken cancellationToken)
    {
        var buckets = found.ConvertAll(merged => merged.Bucket);
        for (var i = 0; i < found.Count; i++)
        {
            if (!found[i].IsExact)
            {
                var start = buckets[i].T;
                var again = await readings.BucketsAsync(
                    series, Math.Max(from, start), Math.Min(to, size.EndOf(start)), size, BucketAggregates.Basic, 1, cancellationToken).ConfigureAwait(false);
                buckets[i] = again.Count == 1 && again[0].Count == buckets[i].Count ? again[0] : buckets[i];
            }
        }

        return buckets;
    }
}
