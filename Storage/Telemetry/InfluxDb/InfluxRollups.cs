using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Rollups;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Roll-ups in the databases <c>{Prefix}_hour</c> and <c>{Prefix}_day</c>: as readings, with the fields <c>_count _mean _min _max _capture</c> of a
/// quantity. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A point lies in its hour or day, as many milliseconds after its beginning as it was old, in seconds, when it was worked out. So one that is worked out
/// again is a point of its own and the newest counts: InfluxDB 3 does not say which of two values of one moment stays.
/// </remarks>
/// <param name="zone">Of the days.</param>
public sealed class InfluxRollups(InfluxDbOptions options, TimeProvider clock, TimeZoneInfo zone) : IRollupStore, IDisposable
{
    const string CoverName = "rollup_cover";
    const long MsOfDay = 86_400_000;

    static readonly int[] DaysBack = [2, 14, 400, 36_600];

    /// <summary>A chart with six series asks six times; an hour becomes complete once an hour.</summary>
    static readonly TimeSpan CoverKnownFor = TimeSpan.FromSeconds(10);

    static readonly string[] Suffixes = ["_count", "_mean", "_min", "_max", "_capture"];
    static readonly IReadOnlyDictionary<string, string> NoTexts = new Dictionary<string, string>();

    readonly InfluxDbClient client = new(options, clock);
    readonly Dictionary<RollupSpan, (RollupCover? Cover, long At)> covers = [];
    readonly Lock gate = new();

    /// <inheritdoc/>
    public async ValueTask<RollupCover?> CoverAsync(RollupSpan span, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (covers.TryGetValue(span, out var known) && clock.GetElapsedTime(known.At) < CoverKnownFor)
            {
                return known.Cover;
            }
        }

        var cover = await FindCoverAsync(span, cancellationToken).ConfigureAwait(false);
        Remember(span, cover);
        return cover;
    }

    /// <inheritdoc/>
    public async ValueTask SetCoverAsync(RollupSpan span, RollupCover cover, CancellationToken cancellationToken)
    {
        var lines = new LineBuffer();
        lines.Name(CoverName);
        lines.Text(" begins="u8);
        lines.Number((double)cover.From);
        lines.Text(",ends="u8);
        lines.Number((double)cover.Until);
        lines.Text(" "u8);
        lines.Number(cover.Until);
        await SendAsync(span, lines, cancellationToken).ConfigureAwait(false);
        Remember(span, cover);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(RollupSpan span, IReadOnlyList<SeriesRollups> rollups, CancellationToken cancellationToken)
    {
        var (lines, count) = (new LineBuffer(), 0);
        foreach (var (series, ofSeries) in rollups)
        {
            foreach (var rollup in ofSeries)
            {
                Add(lines, series, rollup, At(span, rollup.T));
                if (++count % options.MostLines == 0)
                {
                    await SendAsync(span, lines, cancellationToken).ConfigureAwait(false);
                    lines = new LineBuffer();
                }
            }
        }

        await SendAsync(span, lines, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Rollup>> ReadAsync(RollupSpan span, SeriesId series, long from, long to, CancellationToken cancellationToken)
    {
        var (size, found) = (SizeOf(span), new List<Rollup>());
        (from, to) = (Math.Max(from, LineBuilder.EarliestMs), Math.Min(to, LineBuilder.LatestMs));
        var fields = Suffixes.Select(suffix => InfluxQl.Name(series.Quantity + suffix));
        var pages = new SeriesPages(options, client, DatabaseOf(span));
        await foreach (var page in pages.ReadAsync(string.Join(", ", fields), series, from, from < to ? size.EndOf(to - 1) : to, null, long.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < page.Rows; row++)
            {
                Take(found, RollupIn(page, row, size), from, to);
            }
        }

        found.RemoveAll(rollup => rollup.Count == 0);
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask ForgetBeforeAsync(RollupSpan span, string domain, long before, CancellationToken cancellationToken) => await client.AskAsync(
        DatabaseOf(span), $"DELETE FROM {InfluxQl.Name(domain)} WHERE time < {InfluxQl.Time(before)}", NoTexts, cancellationToken).ConfigureAwait(false);

    public void Dispose() => client.Dispose();

    /// <summary>The points of one hour come in the order in which they were worked out: a later one takes the place of the one before it.</summary>
    static void Take(List<Rollup> found, in Rollup rollup, long from, long to)
    {
        if (rollup.T < from || rollup.T >= to)
        {
            return;
        }

        if (found.Count > 0 && found[^1].T == rollup.T)
        {
            found[^1] = rollup;
        }
        else
        {
            found.Add(rollup);
        }
    }

    static Rollup RollupIn(QuerySeries page, int row, BucketSize size) => new(
        size.StartOf((long)page[row, 0]), (long)page[row, 1], page[row, 2], page[row, 3], page[row, 4], double.IsNaN(page[row, 5]) ? null : page[row, 5]);

    static void Add(LineBuffer lines, Series series, in Rollup rollup, long at)
    {
        lines.Name(series.Domain);
        lines.Text(",device="u8);
        lines.Name(series.Id.Device);
        Field(" ", "_count", rollup.Count);
        Field(",", "_mean", rollup.Mean);
        Field(",", "_min", rollup.Min);
        Field(",", "_max", rollup.Max);
        if (rollup.Capture is { } capture)
        {
            Field(",", "_capture", capture);
        }

        lines.Text(" "u8);
        lines.Number(at);
        lines.Text("\n"u8);

        void Field(string before, string suffix, double value)
        {
            lines.Text(before == " " ? " "u8 : ","u8);
            lines.Name(series.Id.Quantity + suffix);
            lines.Text("="u8);
            lines.Number(value);
        }
    }

    /// <summary>Within the hour or day, whatever is older than what fits.</summary>
    long At(RollupSpan span, long start)
    {
        var length = SizeOf(span).EndOf(start) - start;
        return start + Math.Clamp((clock.GetUtcNow().ToUnixTimeMilliseconds() - start) / 1_000, 0, length - 1);
    }

    /// <summary>
    /// The newest is near; where it is not, nothing has been rolled up for long, or never. One that is further back than 3 Core reads at once counts as
    /// none: then all is worked out again.
    /// </summary>
    async ValueTask<RollupCover?> FindCoverAsync(RollupSpan span, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            foreach (var days in DaysBack)
            {
                if (await AskCoverAsync(span, Math.Max(now - (days * MsOfDay), LineBuilder.EarliestMs), now + MsOfDay, cancellationToken).ConfigureAwait(false) is { } cover)
                {
                    return cover;
                }
            }
        }
        catch (RangeTooLongException)
        {
            // As said.
        }

        return null;
    }

    async ValueTask<RollupCover?> AskCoverAsync(RollupSpan span, long from, long to, CancellationToken cancellationToken)
    {
        var answer = await client.AskAsync(
            DatabaseOf(span), $"SELECT \"begins\", \"ends\" FROM {CoverName} WHERE {InfluxQl.Between(from, to)} ORDER BY time DESC LIMIT 1", NoTexts, cancellationToken).ConfigureAwait(false);
        return answer.Series is [{ Rows: > 0 } found, ..] ? new RollupCover((long)found[0, 1], (long)found[0, 2]) : null;
    }

    async ValueTask SendAsync(RollupSpan span, LineBuffer lines, CancellationToken cancellationToken)
    {
        if (lines.Length == 0)
        {
            return;
        }

        var answer = await client.WriteAsync(DatabaseOf(span), lines.Bytes(0, lines.Length), cancellationToken).ConfigureAwait(false);
        if (answer.Outcome == WriteOutcome.NoDatabase)
        {
            // Nobody has written yet, or somebody dropped it.
            var profile = await client.RecogniseAsync(cancellationToken).ConfigureAwait(false);
            await profile.EnsureAsync(client, NullLogger.Instance, cancellationToken).ConfigureAwait(false);
            answer = await client.WriteAsync(DatabaseOf(span), lines.Bytes(0, lines.Length), cancellationToken).ConfigureAwait(false);
        }

        if (answer.Outcome != WriteOutcome.Written)
        {
            throw new TelemetryStoreException(answer.Words, answer.RetryAfter);
        }
    }

    void Remember(RollupSpan span, RollupCover? cover)
    {
        lock (gate)
        {
            covers[span] = (cover, clock.GetTimestamp());
        }
    }

    string DatabaseOf(RollupSpan span) => span == RollupSpan.Hour ? $"{options.Prefix}_hour" : $"{options.Prefix}_day";

    BucketSize SizeOf(RollupSpan span) => span == RollupSpan.Hour ? BucketSize.Hour : BucketSize.DayOf(zone);
}
