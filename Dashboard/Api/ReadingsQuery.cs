using System.Globalization;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Api;

/// <summary>Answers for <c>GET /readings</c>.</summary>
sealed class ReadingsQuery(ITelemetryReader store, IIngestion ingestion, SeriesLookup lookup, CitySettings settings, TimeProvider clock)
{
    static readonly string[] AlwaysGiven = ["mean", "min", "max", "count"];

    public long Now => clock.UnixMs();

    public async ValueTask<Series> FindAsync(SeriesId id, CancellationToken cancellationToken) =>
        await lookup.FindAsync(id, cancellationToken) ?? throw ApiException.Unknown("series", id.ToString());

    public async Task<RawAnswer> RawAsync(ReadingsRange range, string? cursor, CancellationToken cancellationToken)
    {
        var (from, skip) = ReadCursor(cursor, range);
        // Before the readings: it must not promise one that came between the two questions.
        var storedUntil = await ingestion.StoredUntilAsync(cancellationToken) is { } until ? Instants.ToRfc3339(until) : null;
        var readings = await store.RawAsync(range.Series.Id, from, range.To, range.Limit + skip + 1, cancellationToken);
        var page = readings.Skip(skip).Take(range.Limit).ToList();
        var next = readings.Count > range.Limit + skip ? CursorAfter(page, from, skip) : null;
        return new RawAnswer(
            range.Series.Id.ToString(), range.Series.Unit, "raw", storedUntil,
            page.ConvertAll(r => new RawItem(Instants.ToRfc3339(r.T), r.V, r.Q.ToWire())), next);
    }

    public async Task<BucketAnswer> BucketsAsync(ReadingsRange range, string bucket, string? aggregate, string? tz, CancellationToken cancellationToken)
    {
        var zone = Zone(tz);
        if (!BucketSize.TryParse(bucket, zone, out var size))
        {
            throw ApiException.BadParameter("bucket", $"'{bucket}' is not a number with s, m, h or d of at most 366 days");
        }

        var names = Aggregates(aggregate);
        var percentiles = new BucketAggregates([.. names.Where(n => n[0] == 'p').Select(n => int.Parse(n.AsSpan(1), CultureInfo.InvariantCulture))]);
        var buckets = await store.BucketsAsync(range.Series.Id, range.From, range.To, size, percentiles, Parameters.MostLimit + 1, cancellationToken);
        if (buckets.Count > Parameters.MostLimit)
        {
            throw ApiException.BadParameter("bucket", $"gives more than {Parameters.MostLimit} buckets; take larger ones or a shorter range");
        }

        return new BucketAnswer(
            range.Series.Id.ToString(), range.Series.Unit, bucket, "raw", zone.Id,
            [.. buckets.Select(b => Item(b, names, percentiles))]);
    }

    TimeZoneInfo Zone(string? tz) =>
        tz is null ? settings.TimeZone
        : TimeZoneInfo.TryFindSystemTimeZoneById(tz, out var zone) ? zone
        : throw ApiException.BadParameter("tz", $"'{tz}' is no known time zone");

    static List<string> Aggregates(string? text)
    {
        var names = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        foreach (var name in names)
        {
            if (name is not ("mean" or "min" or "max" or "count" or "first" or "last") && !IsPercentile(name))
            {
                throw ApiException.BadParameter("aggregate", $"'{name}' is none of mean, min, max, count, first, last, p1 to p99");
            }
        }

        return [.. names.Except(AlwaysGiven)];
    }

    static bool IsPercentile(string name) =>
        name is ['p', ..] && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 99;

    static Dictionary<string, object> Item(Bucket bucket, List<string> names, BucketAggregates percentiles)
    {
        var item = new Dictionary<string, object>
        {
            ["t"] = Instants.ToRfc3339(bucket.T),
            ["mean"] = bucket.Mean,
            ["min"] = bucket.Min,
            ["max"] = bucket.Max,
            ["count"] = bucket.Count,
        };
        foreach (var name in names)
        {
            item[name] = name switch { "first" => bucket.First, "last" => bucket.Last, _ => Percentile(bucket, name, percentiles) };
        }

        return item;
    }

    static double Percentile(Bucket bucket, string name, BucketAggregates percentiles)
    {
        var percent = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
        var index = percentiles.Percentiles.TakeWhile(p => p != percent).Count();
        return bucket.Percentiles[index];
    }

    // Two readings can share a time, one that failed and one that did not: the cursor counts those already given.
    static (long From, int Skip) ReadCursor(string? cursor, ReadingsRange range)
    {
        if (cursor is null)
        {
            return (range.From, 0);
        }

        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from) &&
            int.TryParse(cursor.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var skip) && skip < 10 && from >= range.From
            ? (from, skip)
            : throw ApiException.BadParameter("cursor", "not one that this list gave");
    }

    static string CursorAfter(List<StoredReading> page, long from, int skip)
    {
        var last = page[^1].T;
        var given = page.Count(r => r.T == last) + (last == from ? skip : 0);
        return string.Create(CultureInfo.InvariantCulture, $"{last}.{given}");
    }
}
