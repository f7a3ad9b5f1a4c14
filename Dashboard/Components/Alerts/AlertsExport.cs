using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>A list of alerts as a file, with the filters of the page it was asked from.</summary>
static class AlertsExport
{
    /// <summary>As pages link to it.</summary>
    public const string Page = "alerts-export";

    /// <summary>What one file has at most, the newest.</summary>
    const int Most = 10_000;

    const string Header = "id,raised,started,cleared,severity,condition,rule,device,series,station,district,domain,value,peak,threshold,unit,acknowledged_by,acknowledged_at";

    public static void MapAlertsExport(this IEndpointRouteBuilder app) => app.MapGet("/" + Page, ExportAsync)
        .RequireAuthorization(Policies.View).RequireRateLimiting(RateLimits.LongReads).ExcludeFromDescription();

    static async Task ExportAsync(
        HttpContext context, AlertLog log, LiveFeed feed, CityClock clock, string? tab, string? severity, string? acknowledged, string? domain, string? district, string? q, string? from, string? to)
    {
        var query = AlertsQuery.Read(tab, severity, acknowledged, domain, district, q, from, to, null).ToLog(feed.Registry, clock, Most);
        var page = await log.QueryAsync(query, clock.Now, context.RequestAborted);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=alerts.csv";
        await using var writer = new StreamWriter(context.Response.Body, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Header.AsMemory(), context.RequestAborted);
        foreach (var alert in page.Items)
        {
            string?[] cells =
            [
                alert.Id, Instants.ToRfc3339(alert.RaisedAt), Instants.ToRfc3339(alert.StartedAt), alert.ClearedAt is { } cleared ? Instants.ToRfc3339(cleared) : null,
                alert.Severity.ToString().ToLowerInvariant(), alert.Condition.ToString().ToLowerInvariant(), alert.Rule.Name, alert.Device, alert.Series?.ToString(), alert.Station,
                alert.District, alert.Domain, null, null, null, alert.Unit, alert.Acknowledged?.By, alert.Acknowledged is { } done ? Instants.ToRfc3339(done.At) : null,
            ];
            var line = cells.Select(cell => ReadingsCsv.Text(cell ?? "")).ToArray();
            (line[12], line[13], line[14]) = (Number(alert.Value), Number(alert.Peak), Number(alert.Threshold));
            await writer.WriteLineAsync(string.Join(',', line).AsMemory(), context.RequestAborted);
        }
    }

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
