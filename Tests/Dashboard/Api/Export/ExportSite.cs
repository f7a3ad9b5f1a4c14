using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api.Export;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using CityOps.Storage.Telemetry;
using CityOps.Tests.Storage.City;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Tests.Dashboard.Api.Export;

/// <summary>The export on a real web server, over a store of the test's.</summary>
sealed class ExportSite : IAsyncDisposable
{
    public const string Year = "/api/v1/export?series=ex-year:pm10&from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z";

    readonly CityFile file;
    readonly WebApplication app;

    ExportSite(CityFile file, WebApplication app)
    {
        (this.file, this.app) = (file, app);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public static async Task<ExportSite> StartAsync(ITelemetryReader store)
    {
        var file = await CityFile.MigratedAsync();
        var city = new CityRegistry(file.Open());
        await city.DiscoverAsync([new Discovery("ex-year", "air", "pm10", "ug/m3")]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(city).AddSingleton(store).AddRateLimits();
        var app = builder.Build();
        app.UseRateLimiter();
        app.MapGroup("/api/v1").AddEndpointFilter<ApiFilter>().MapExport();
        await app.StartAsync();
        return new ExportSite(file, app);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        file.Dispose();
    }
}
