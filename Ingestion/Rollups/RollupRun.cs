using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Ingestion.Rollups;

/// <summary>
/// Brings the roll-ups up to date: the hours that have become complete, those that have had late readings since, and the days that follow from them. What
/// a run that breaks off has not finished the next one does again; doing anything twice changes nothing. One run at a time.
/// </summary>
/// <param name="zone">Of the days.</param>
/// <param name="maxAge">How old a reading may be when it comes.</param>
public sealed class RollupRun(ITelemetryReader readings, IRollupStore rollups, LateHours late, RegistryMirror registry, TimeZoneInfo zone, TimeSpan maxAge)
{
    const long HourMs = 3_600_000;

    /// <summary>What is older when the roll-ups begin, of a city that has been kept for so long, stays single readings.</summary>
    static readonly TimeSpan FirstReach = TimeSpan.FromDays(3_660);

    /// <summary>Series that are written together: one transaction, one request.</summary>
    const int SeriesTogether = 200;

    /// <summary>Roll-ups that are held at a time, some 60 bytes each, and those of one more series.</summary>
    const int MostHeld = 50_000;

    /// <summary>For a store that is writing: longer means that it does not take anything at the moment.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly RollupMath _math = new(zone);

    /// <param name="passed">ReceivedAt up to which the store has everything, Unix ms.</param>
    /// <param name="progress">Told of series done, of all.</param>
    public async Task<RollupOutcome> RunAsync(long passed, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var cover = await rollups.CoverAsync(RollupSpan.Hour, cancellationToken).ConfigureAwait(false);
        var until = Math.Max(CompleteUntil(passed), cover?.Until ?? long.MinValue);
        if (cover is null && await SeriesAsync(cancellationToken).ConfigureAwait(false) is [])
        {
            // Nothing has come yet: what a fresh city fills in of its past is not late.
            return RollupOutcome.Nothing;
        }

        // Also where no hour is new: after a start the late hours may not know yet how far the roll-ups are. And before the series are listed, so
        // that what one of them has before this moment is rolled up, and what it gets after it is late.
        if (!await late.TryAdvanceAsync(until, Patience, cancellationToken).ConfigureAwait(false))
        {
            return RollupOutcome.StoreIsBusy;
        }

        var series = await SeriesAsync(cancellationToken).ConfigureAwait(false);
        var rolled = await RollHoursAsync(series, cover, until, progress, cancellationToken).ConfigureAwait(false);
        var repaired = await RepairAsync(series, cancellationToken).ConfigureAwait(false);
        var days = await RollDaysAsync(series, cancellationToken).ConfigureAwait(false);
        return new RollupOutcome(rolled, repaired, days);
    }

    /// <summary>An hour is complete when everything is stored that came up to an hour after its end.</summary>
    internal static long CompleteUntil(long passed) => BucketSize.Hour.StartOf(passed) - HourMs;

    /// <summary>All series: those of the registry, and those that were written and have not got there yet.</summary>
    async Task<List<Series>> SeriesAsync(CancellationToken cancellationToken)
    {
        await registry.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var known = registry.Current.Series;
        return [.. known.Values.Concat(late.Written().Where(written => !known.ContainsKey(written.Id))).OrderBy(one => one.Id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>How many hours have become complete.</summary>
    async Task<int> RollHoursAsync(List<Series> series, RollupCover? cover, long until, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var from = cover?.Until ?? until - (long)Math.Ceiling(Math.Max(FirstReach.TotalHours, maxAge.TotalHours + 24)) * HourMs;
        // A whole day of the oldest late hour: it becomes a day, too.
        var first = Math.Min(cover?.From ?? from, late.Earliest is { } earliest ? _math.Day.StartOf(earliest) : long.MaxValue);
        if (cover is { } there && first < there.From)
        {
            // Somebody lets readings come that are older than any before.
            await ForAllAsync(series, RollupSpan.Hour, one => HoursOfAsync(one, first, there.From, cancellationToken), progress, cancellationToken).ConfigureAwait(false);
        }

        if (from < until)
        {
            await ForAllAsync(series, RollupSpan.Hour, one => HoursOfAsync(one, cover is null ? first : from, until, cancellationToken), progress, cancellationToken).ConfigureAwait(false);
        }

        if (from < until || first < cover?.From)
        {
            await rollups.SetCoverAsync(RollupSpan.Hour, new RollupCover(first, until), cancellationToken).ConfigureAwait(false);
        }

        return cover is null ? 0 : (int)((until - from) / HourMs);
    }

    /// <summary>How many hours were rolled up again.</summary>
    async Task<int> RepairAsync(List<Series> series, CancellationToken cancellationToken)
    {
        if (await late.TakeAsync(Patience, cancellationToken).ConfigureAwait(false) is not { BySeries.Count: > 0 } work ||
            await rollups.CoverAsync(RollupSpan.Hour, cancellationToken).ConfigureAwait(false) is not { } cover)
        {
            return 0;
        }

        var days = await rollups.CoverAsync(RollupSpan.Day, cancellationToken).ConfigureAwait(false);
        var repaired = 0;
        foreach (var chunk in DueIn(work, series, cover).Chunk(SeriesTogether))
        {
            await RepairAsync(chunk, days, cancellationToken).ConfigureAwait(false);
            foreach (var (one, marks) in chunk)
            {
                late.Done(one.Id, marks);
                repaired += marks.Count;
            }
        }

        return repaired;
    }

    /// <summary>What has not been rolled up yet waits for that.</summary>
    static IEnumerable<(Series Series, Dictionary<long, long> Marks)> DueIn(LateWork work, List<Series> series, RollupCover cover)
    {
        foreach (var one in series)
        {
            if (work.BySeries.TryGetValue(one.Id, out var marks) && marks.Where(mark => mark.Key >= cover.From && mark.Key < cover.Until).ToDictionary() is { Count: > 0 } due)
            {
                yield return (one, due);
            }
        }
    }

    async Task RepairAsync((Series Series, Dictionary<long, long> Marks)[] work, RollupCover? days, CancellationToken cancellationToken)
    {
        var hours = new List<SeriesRollups>();
        foreach (var (series, marks) in work)
        {
            hours.Add(new SeriesRollups(series, await HoursAgainAsync(series, [.. marks.Keys.Order()], cancellationToken).ConfigureAwait(false)));
        }

        await rollups.WriteAsync(RollupSpan.Hour, hours, cancellationToken).ConfigureAwait(false);
        var ofDays = new List<SeriesRollups>();
        foreach (var (series, again) in hours)
        {
            var late = again.Select(hour => _math.Day.StartOf(hour.T)).Distinct().Where(day => day >= days?.From && day < days?.Until);
            ofDays.Add(new SeriesRollups(series, await DaysAgainAsync(series, late, cancellationToken).ConfigureAwait(false)));
        }

        await rollups.WriteAsync(RollupSpan.Day, ofDays, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An hour without readings is empty now, and says so.</summary>
    async Task<List<Rollup>> HoursAgainAsync(Series series, List<long> hours, CancellationToken cancellationToken)
    {
        var found = new List<Rollup>();
        foreach (var (from, to) in RollupMath.Runs(hours))
        {
            var there = await HoursOfAsync(series, from, to, cancellationToken).ConfigureAwait(false);
            found.AddRange(there);
            found.AddRange(hours.Where(hour => hour >= from && hour < to).Except(there.Select(hour => hour.T)).Select(Rollup.Empty));
        }

        return found;
    }

    async Task<List<Rollup>> DaysAgainAsync(Series series, IEnumerable<long> days, CancellationToken cancellationToken)
    {
        var found = new List<Rollup>();
        foreach (var day in days)
        {
            var there = await DaysOfAsync(series, day, _math.Day.EndOf(day), cancellationToken).ConfigureAwait(false);
            found.Add(there.Count > 0 ? there[0] : Rollup.Empty(day));
        }

        return found;
    }

    /// <summary>How many days have become complete.</summary>
    async Task<int> RollDaysAsync(List<Series> series, CancellationToken cancellationToken)
    {
        if (await rollups.CoverAsync(RollupSpan.Hour, cancellationToken).ConfigureAwait(false) is not { } hours)
        {
            return 0;
        }

        var cover = await rollups.CoverAsync(RollupSpan.Day, cancellationToken).ConfigureAwait(false);
        var (first, until) = (_math.Day.EndOf(hours.From - 1), _math.Day.StartOf(hours.Until));
        var from = cover is { } there && there.From <= first ? there.Until : first;
        if (from >= until)
        {
            return 0;
        }

        await ForAllAsync(series, RollupSpan.Day, one => DaysOfAsync(one, from, until, cancellationToken), static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        await rollups.SetCoverAsync(RollupSpan.Day, new RollupCover(Math.Min(first, cover?.From ?? first), until), cancellationToken).ConfigureAwait(false);
        return cover is { } before ? _math.DaysIn(before.Until, until) : 0;
    }

    async Task ForAllAsync(
        List<Series> series, RollupSpan span, Func<Series, Task<IReadOnlyList<Rollup>>> of, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var chunk in series.Chunk(SeriesTogether))
        {
            var (found, held) = (new List<SeriesRollups>(), 0);
            foreach (var one in chunk)
            {
                if (await of(one).ConfigureAwait(false) is { Count: > 0 } rolled)
                {
                    found.Add(new SeriesRollups(one, rolled));
                    held += rolled.Count;
                }

                if (held >= MostHeld)
                {
                    await rollups.WriteAsync(span, found, cancellationToken).ConfigureAwait(false);
                    (found, held) = ([], 0);
                }
            }

            await rollups.WriteAsync(span, found, cancellationToken).ConfigureAwait(false);
            progress(done += chunk.Length, series.Count);
        }
    }

    async Task<IReadOnlyList<Rollup>> HoursOfAsync(Series series, long from, long to, CancellationToken cancellationToken)
    {
        var buckets = await readings.BucketsAsync(series.Id, from, to, BucketSize.Hour, BucketAggregates.Basic, int.MaxValue, cancellationToken).ConfigureAwait(false);
        var interval = registry.Current.Devices.GetValueOrDefault(series.Id.Device)?.IntervalSeconds;
        return [.. buckets.Select(bucket => RollupMath.HourOf(bucket, interval))];
    }

    async Task<IReadOnlyList<Rollup>> DaysOfAsync(Series series, long from, long to, CancellationToken cancellationToken) =>
        _math.DaysOf(await rollups.ReadAsync(RollupSpan.Hour, series.Id, from, to, cancellationToken).ConfigureAwait(false));
}

/// <summary>What a run has done.</summary>
/// <param name="Hours">That have become complete.</param>
/// <param name="Repaired">Hours of series that had late readings.</param>
/// <param name="Days">That have become complete.</param>
/// <param name="IsBusy">Nothing was done: the store takes nothing at the moment.</param>
public sealed record RollupOutcome(int Hours, int Repaired, int Days, bool IsBusy = false)
{
    public static RollupOutcome Nothing { get; } = new(0, 0, 0);

    public static RollupOutcome StoreIsBusy { get; } = new(0, 0, 0, IsBusy: true);
}
