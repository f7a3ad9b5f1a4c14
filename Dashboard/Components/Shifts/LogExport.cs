using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;

namespace CityOps.Dashboard.Components.Shifts;

/// <summary>The log book as a file, with the filters of the page it was asked from.</summary>
static class LogExport
{
    /// <summary>As pages link to it.</summary>
    public const string Page = "log-export";

    /// <summary>What one file has at most, the newest.</summary>
    const int Most = 10_000;

    const string Header = "time,kind,by,subject,name,severity,text,station,alert,corrects,corrected_by,event_time";

    public static void MapLogExport(this IEndpointRouteBuilder app) => app.MapGet("/" + Page, ExportAsync)
        .RequireAuthorization(Policies.View).RequireRateLimiting(RateLimits.LongReads).ExcludeFromDescription();

    static async Task ExportAsync(
        HttpContext context, LogBook log, CityClock clock, IAuthorizationService authorization, string? show, string? from, string? to)
    {
        var page = await log.FindAsync(ShiftLogQuery.Read(show, from, to, null).ToLog(clock, Most), context.RequestAborted);
        page = (await authorization.AuthorizeAsync(context.User, null, Policies.Administer)).Succeeded ? page : page.WithoutRuleWriters();
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=log.csv";
        await using var writer = new StreamWriter(context.Response.Body, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Header.AsMemory(), context.RequestAborted);
        foreach (var item in page.Lines.Select(LogItem.Of))
        {
            string?[] cells =
            [
                item.At, item.Kind, item.By, item.Subject, item.Name, item.Severity, item.Text, item.Station, item.Alert, Number(item.Corrects), Number(item.CorrectedBy), item.EventTime,
            ];
            await writer.WriteLineAsync(string.Join(',', cells.Select(cell => ReadingsCsv.Text(cell ?? ""))).AsMemory(), context.RequestAborted);
        }
    }

    static string? Number(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
