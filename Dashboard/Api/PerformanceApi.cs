using System.Globalization;
using System.Text;
using CityOps.Core.Alerts.Performance;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Api;

/// <summary>How the alerts performed over HTTP, after ISA-18.2.</summary>
static class PerformanceApi
{
    const int DefaultDays = 30;

    public static void MapPerformance(this RouteGroupBuilder api) =>
        api.MapGet("/alert-performance", Get).RequireRateLimiting(RateLimits.LongReads).Produces<PerformanceAnswer>();

    static async Task<IResult> Get(HttpContext context, PerformanceReports reports, TimeProvider clock, string? from, string? to)
    {
        var end = Parameters.Time(to, "to") ?? clock.UnixMs();
        var start = Parameters.Time(from, "from") ?? end - (long)TimeSpan.FromDays(DefaultDays).TotalMilliseconds;
        if (start >= end)
        {
            throw ApiException.BadParameter("from", "is not before to");
        }

        if (end - start > PerformanceReports.Longest.TotalMilliseconds)
        {
            throw ApiException.BadParameter("from", string.Create(CultureInfo.InvariantCulture, $"is more than {PerformanceReports.Longest.Days} days before to"));
        }

        var performance = await reports.MakeAsync(start, end, context.RequestAborted);
        return ReadingsCsv.IsWanted(context.Request) ? Csv(performance) : Results.Ok(PerformanceAnswer.Of(performance));
    }

    /// <summary>The bad actors.</summary>
    static IResult Csv(AlertPerformance performance)
    {
        var csv = new StringBuilder("rule,name,domain,district,station,device,alerts,share,last\r\n");
        foreach (var actor in performance.BadActors.Actors)
        {
            var source = actor.Source;
            string?[] cells = [source.RuleId, source.RuleName, source.Domain, source.District, source.Station, source.Device];
            csv.AppendJoin(',', cells.Select(cell => ReadingsCsv.Text(cell ?? "")))
                .Append(CultureInfo.InvariantCulture, $",{actor.Alerts},{actor.Share},{Instants.ToRfc3339(actor.LastAt)}\r\n");
        }

        return Results.Text(csv.ToString(), "text/csv", Encoding.UTF8);
    }
}
