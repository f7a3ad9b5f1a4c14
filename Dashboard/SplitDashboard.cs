using CityOps.Dashboard.Worker;
using CityOps.Ingestion;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Start;
using CityOps.Storage.City;
using CityOps.Storage.Telemetry.Rollups;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard;

/// <summary>
/// Pages and API in a process of their own. Holds no journal and no lock; readings come from InfluxDB, alerts and registry from the
/// city database, live values over MQTT, and what belongs to the journal from Ingestion over HTTP.
/// </summary>
static class SplitDashboard
{
    public static async Task RunAsync(WebApplicationBuilder builder, CitySettings settings, TimeProvider clock)
    {
        AddParts(builder.Services, settings, clock);
        builder.Services.AddDashboard(settings, builder.Environment.IsDevelopment());
        await using var app = builder.Build();
        app.MapDashboard(settings);
        DemoNotice.Say(settings, app.Logger);
        if (await SchemaWait.UntilThereAsync(app.Services.GetRequiredService<IDbContextFactory<CityDatabase>>(), settings.CityFile, clock))
        {
            await app.RunAsync();
        }
    }

    internal static void AddParts(IServiceCollection services, CitySettings settings, TimeProvider clock)
    {
        services.AddSingleton(settings).AddSingleton(clock);
        services.AddCityDatabase(settings.CityFile, settings.AnnounceWithin);
        services.AddInfluxDbReader(settings);
        services.AddMqttLink(_ => MqttLinkOptions.Of(settings.Broker));
        services.AddHostedService<HintSender>();
        IngestionClient.Add(services, settings);
        services.AddSingleton<IIngestion>(provider => new IngestionElsewhere(provider.GetRequiredService<IngestionClient>(), TimeProvider.System));
        services.AddSingleton<IAccounts, AccountsElsewhere>().AddSingleton<IJobs, JobsElsewhere>().AddSingleton<ILateHours, LateHoursElsewhere>();
        services.AddSingleton<StoreSight>().AddSingleton<IHealthReport, SplitHealth>();
    }
}
