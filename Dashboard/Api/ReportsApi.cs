using System.Globalization;
using System.Text;
using CityOps.Core.Reports;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>The daily reports over HTTP: which there are, one with its figures, and one as a document to print or pass on.</summary>
static class ReportsApi
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        api.MapGet("/reports/daily", List).Produces<ListAnswer<ReportItem>>();
        api.MapGet("/reports/daily/{id}", Details).Produces<ReportDetailsItem>();
        api.MapGet("/reports/daily/{id}/html", Document).Produces<string>(StatusCodes.Status200OK, "text/html");
    }

    static async Task<IResult> List(DailyReports reports, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var most = Parameters.Limit(limit);
        DateOnly? before = cursor is null ? null : TryDay(cursor) ?? throw ApiException.BadParameter("cursor", "not one that this list gave");
        var found = await reports.ListAsync(before, most + 1, cancellationToken);
        var items = found.Take(most).Select(ReportItem.Of).ToList();
        return Results.Ok(new ListAnswer<ReportItem>(items, found.Count > most ? items[^1].Day : null));
    }

    static async Task<IResult> Details(string id, DailyReports reports, CancellationToken cancellationToken) =>
        Results.Ok(ReportDetailsItem.Of(await FindAsync(id, reports, cancellationToken)));

    static async Task<IResult> Document(string id, string? language, DailyReports reports, CitySettings settings, CancellationToken cancellationToken)
    {
        if (language is not (null or "sl" or "en"))
        {
            throw ApiException.BadParameter("language", "must be sl or en");
        }

        var report = await FindAsync(id, reports, cancellationToken);
        return Results.Text(ReportHtml.Document(report, language ?? "sl", settings.TimeZone, settings.Web.ForPeople?.ToString().TrimEnd('/')), "text/html", Encoding.UTF8);
    }

    static async Task<DailyReport> FindAsync(string id, DailyReports reports, CancellationToken cancellationToken) =>
        TryDay(id) is { } day && await reports.GetAsync(day, cancellationToken) is { } report ? report : throw ApiException.Unknown("report", id);

    static DateOnly? TryDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
