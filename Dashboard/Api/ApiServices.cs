using CityOps.Dashboard.Api.Export;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Registration;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Dashboard.Api;

/// <summary>The HTTP API: <c>/api/v1</c>, health, metrics and its description.</summary>
static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version) = ("CityOps", "v1");
            return Task.CompletedTask;
        }));
        services.AddSingleton(provider => new ConfigHint(provider.GetRequiredService<LiveHints>(), provider.GetService<RegistryMirror>()));
        return services.AddSingleton<RegistryItems>().AddSingleton<SeriesLookup>().AddSingleton<LatestReadings>().AddSingleton<WeightedMeans>()
            .AddSingleton(provider => new RolledUpReader(
                provider.GetRequiredService<ITelemetryReader>(), provider.GetRequiredService<IRollupStore>(), provider.GetRequiredService<ILateHours>(),
                new RollupLimits(
                    provider.GetRequiredService<CitySettings>(), id => provider.GetRequiredService<LiveFeed>().Registry.Series.GetValueOrDefault(id)?.Domain, provider.GetRequiredService<TimeProvider>()),
                provider.GetRequiredService<TimeZoneInfo>()))
            .AddSingleton<ReadingsQuery>()
            .AddSingleton<AlertActs>()
            .AddSingleton<PerformanceReports>();
    }

    public static void MapApi(this WebApplication app, CitySettings settings)
    {
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.View);
        var api = app.MapApiGroup();
        api.DisableAntiforgery();
        api.MapRegistry();
        api.MapReadings();
        api.MapExport();
        api.MapAlerts();
        api.MapPerformance();
        api.MapReports();
        api.MapMaintenance();
        api.MapRules();
        api.MapNotifications();
        api.MapLog();
        api.MapHandovers();
        api.MapAudit();
        api.MapLiveSnapshot();
        if (settings.Role == CityRole.Dashboard)
        {
            app.MapForwardedMetrics();
            api.MapForwardedApi();
        }
        else
        {
            app.MapMetrics();
            api.MapIngestionApi();
        }
    }
}
