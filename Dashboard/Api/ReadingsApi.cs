using System.Globalization;
using System.Text.Json.Serialization;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Ingestion.Http;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Api;

/// <summary>Readings over HTTP: latest, raw and in buckets, as JSON or CSV.</summary>
static class ReadingsApi
{
    const int MostSeries = 1_000;
    static readonly TimeSpan DefaultRange = TimeSpan.FromDays(1);

    public static void MapReadings(this RouteGroupBuilder api)
    {
        api.MapGet("/readings/latest", Latest).Produces<ListAnswer<LatestItem>>();
        api.MapGet("/readings", Readings).RequireRateLimiting(RateLimits.LongReads).Produces<RawAnswer>().Produces<BucketAnswer>();
    }

    static async Task<IResult> Latest(LatestReadings latest, SeriesLookup lookup, string? series, CancellationToken cancellationToken)
    {
        var wanted = (series ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parameters.Series).Distinct().ToList();
        if (wanted.Count is 0 or > MostSeries)
        {
            throw ApiException.BadParameter("series", $"1 to {MostSeries} series are required, separated by commas");
        }

        var items = new List<LatestItem>();
        foreach (var reading in await latest.OfAsync(wanted, cancellationToken))
        {
            if (await lookup.FindAsync(reading.Series, cancellationToken) is { } known)
            {
                items.Add(LatestItem.From(reading, known.Unit));
            }
        }

        return Results.Ok(new ListAnswer<LatestItem>([.. items.OrderBy(item => item.Series, StringComparer.Ordinal)], null));
    }

    static async Task<IResult> Readings(
        HttpContext context, ReadingsQuery query, string? series, string? from, string? to, string? bucket, string? aggregate, string? tz,
        string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var (id, most, now) = (Parameters.Series(series), Parameters.Limit(limit), query.Now);
        var until = Parameters.Time(to, "to") ?? now;
        var since = Parameters.Time(from, "from") ?? until - (long)DefaultRange.TotalMilliseconds;
        if (since > until)
        {
            throw ApiException.BadParameter("from", "must not be after to");
        }

        var range = new ReadingsRange(await query.FindAsync(id, cancellationToken), since, until, most);
        var csv = ReadingsCsv.IsWanted(context.Request);
        if (bucket is null)
        {
            Refuse(aggregate, "aggregate");
            Refuse(tz, "tz");
            var raw = await query.RawAsync(range, cursor, cancellationToken);
            if (csv && raw.Next is { } next)
            {
                // CSV has no place for it; RFC 8288.
                context.Response.Headers.Link = $"<{NextPage(context.Request, next)}>; rel=\"next\"";
            }

            return csv ? ReadingsCsv.Raw(id, raw) : Results.Ok(raw);
        }

        Refuse(cursor, "cursor");
        var answer = await query.BucketsAsync(range, bucket, aggregate, tz, cancellationToken);
        return csv ? ReadingsCsv.Buckets(id, answer) : Results.Ok(answer);
    }

    static string NextPage(HttpRequest request, string cursor) => request.PathBase + request.Path + QueryString.Create(
        request.Query.Where(parameter => parameter.Key != "cursor").Append(new("cursor", cursor)));

    static void Refuse(string? value, string name)
    {
        if (value is not null)
        {
            throw ApiException.BadParameter(name, name == "cursor" ? "buckets have no cursor" : "needs bucket");
        }
    }
}

/// <summary>One series and a stretch of time, <paramref name="From"/> inclusive, <paramref name="To"/> exclusive, Unix ms.</summary>
sealed record ReadingsRange(Series Series, long From, long To, int Limit);

sealed record LatestItem(
    string Series, string ObservedAt, string ReceivedAt, double Value, string Unit, string Quality, IReadOnlyList<string> Reasons)
{
    public static LatestItem From(Reading reading, string unit) => new(
        reading.Series.ToString(), Instants.ToRfc3339(reading.ObservedAt), Instants.ToRfc3339(reading.ReceivedAt), reading.Value, unit,
        reading.Quality.ToWire(), reading.Reasons.ToWire());
}

sealed record RawItem(string T, double V, string Q);

sealed record RawAnswer(string Series, string Unit, string Resolution, string? StoredUntil, IReadOnlyList<RawItem> Items, string? Next);

/// <param name="Items">Members <c>t</c>, <c>mean</c>, <c>min</c>, <c>max</c>, <c>count</c>, and what was asked beside them.</param>
sealed record BucketAnswer(
    string Series, string Unit, string Bucket, string Resolution, string Tz, IReadOnlyList<IReadOnlyDictionary<string, object?>> Items)
{
    /// <summary>Names of the members beside the ones that are always there.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Extra { get; init; } = [];
}
