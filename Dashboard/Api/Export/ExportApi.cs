using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Api.Export;

/// <summary>Single readings of many series over any stretch of time, as one file.</summary>
static class ExportApi
{
    public const string Path = "/export";

    public static void MapExport(this IEndpointRouteBuilder api) =>
        api.MapGet(Path, Export).RequireRateLimiting(RateLimits.LongReads).Produces<string>(StatusCodes.Status200OK, "text/csv");

    static async Task<IResult> Export(
        HttpContext context, CityRegistry city, ITelemetryReader store, TimeProvider clock, IHostApplicationLifetime life, ILoggerFactory logs,
        string? series, string? domain, string? station, string? device, string? from, string? to, string? tz)
    {
        var since = Parameters.Time(from, "from") ?? throw ApiException.BadParameter("from", "is required");
        var until = Parameters.Time(to, "to") ?? clock.UnixMs();
        if (since > until)
        {
            throw ApiException.BadParameter("from", "must not be after to");
        }

        var zone = ZoneParameter.Read(tz);
        var selection = ExportSelection.Of(await city.LoadAsync(context.RequestAborted), series, domain, station, device);
        // A city that stops does not wait for the end of a year.
        var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.RegisterForDispose(end);
        var pieces = ExportPieces.ReadAsync(store, selection.Series, since, until, zone, CancellationToken.None).GetAsyncEnumerator(end.Token);
        try
        {
            await pieces.MoveNextAsync();
        }
        catch
        {
            await pieces.DisposeAsync();
            throw;
        }

        return new ExportAnswer(pieces, $"{selection.Name}_{Stamp(since)}_{Stamp(until)}.csv", logs.CreateLogger(typeof(ExportApi)));
    }

    static string Stamp(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
