using System.Globalization;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Dashboard.Api;

/// <summary>Answers for <c>GET /readings</c>.</summary>
sealed class ReadingsQuery(
    ITelemetryReader store, RolledUpReader rolledUp, WeightedMeans weighted, IIngestion ingestion, SeriesLookup lookup, CitySettings settings, TimeProvider clock)
{
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
        var zone = ZoneParameter.Read(tz) ?? settings.TimeZone;
        bucket = bucket == BucketSteps.Auto ? BucketSteps.For(range.To - range.From) : bucket;
        if (!BucketSize.TryParse(bucket, zone, out var size))
        {
            throw ApiException.BadParameter("bucket", $"'{bucket}' is neither auto nor a number with s, m, h or d of at most 366 days");
        }

        var asked = AskedAggregates.Parse(aggregate);
        var (buckets, source) = await rolledUp.AskAsync(
            range.Series.Id, range.From, range.To, size, asked.OfStore, asked.Has("first", "last"), Parameters.MostLimit + 1, cancellationToken);
        if (buckets.Count > Parameters.MostLimit)
        {
            throw ApiException.BadParameter("bucket", $"gives more than {Parameters.MostLimit} buckets; take larger ones or a shorter range");
        }

        var means = await weighted.OfAsync(range, size, buckets, asked, cancellationToken);
        return new BucketAnswer(
            range.Series.Id.ToString(), range.Series.Unit, bucket, source switch { null => "raw", RollupSpan.Hour => "hour", _ => "day" }, zone.Id,
            [.. buckets.Select(b => asked.Item(b, means))]) { Extra = asked.Extra };
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
