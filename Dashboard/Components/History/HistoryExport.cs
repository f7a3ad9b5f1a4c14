using System.Globalization;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Components.History;

/// <summary>What the page of history shows as a file: its series, its stretch of time, its buckets.</summary>
static class HistoryExport
{
    /// <summary>As the page links to it.</summary>
    public const string Page = "history-export";

    public static void MapHistoryExport(this IEndpointRouteBuilder app) => app.MapGet("/" + Page, ExportAsync)
        .RequireAuthorization(Policies.View).RequireRateLimiting(RateLimits.LongReads).ExcludeFromDescription();

    static async Task ExportAsync(HttpContext context, ReadingsQuery readings, LiveFeed feed, CityClock clock, string? series, string? range, string? from, string? to, string? zoom)
    {
        var query = HistoryQuery.Read(new HistoryWords { Series = series, Range = range, From = from, To = to, Zoom = zoom });
        var period = query.Zoom ?? query.Period(clock.Now);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=history.csv";
        await using var writer = new StreamWriter(context.Response.Body, leaveOpen: true) { NewLine = "\r\n" };
        // The zone is named where its times stand.
        await writer.WriteLineAsync($"time_utc,{ReadingsCsv.Text("time " + clock.ZoneName)},series,mean,min,max,count,unit,bucket".AsMemory(), context.RequestAborted);
        foreach (var id in query.Series.Where(feed.Registry.Series.ContainsKey))
        {
            var known = await readings.FindAsync(id, context.RequestAborted);
            var answer = await readings.BucketsAsync(new ReadingsRange(known, period.From, period.To, 0), BucketSteps.Auto, null, null, context.RequestAborted);
            foreach (var item in answer.Items)
            {
                await writer.WriteLineAsync(Line(item, answer, clock).AsMemory(), context.RequestAborted);
            }
        }
    }

    static string Line(IReadOnlyDictionary<string, object?> item, BucketAnswer answer, CityClock clock)
    {
        var moment = DateTimeOffset.Parse((string)item["t"]!, CultureInfo.InvariantCulture);
        string[] cells =
        [
            (string)item["t"]!, clock.InCity(moment.ToUnixTimeMilliseconds()).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), ReadingsCsv.Text(answer.Series),
            Number("mean"), Number("min"), Number("max"), Number("count"), ReadingsCsv.Text(answer.Unit), answer.Bucket,
        ];
        return string.Join(',', cells);

        string Number(string name) => ((IFormattable)item[name]!).ToString(null, CultureInfo.InvariantCulture);
    }
}
