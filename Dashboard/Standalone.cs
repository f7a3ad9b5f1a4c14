using CityOps.Core.Clocks;
using CityOps.Dashboard.Demo;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Start;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Dashboard;

/// <summary>The whole city in one process. Broker and store may still be programs of their own.</summary>
static class Standalone
{
    public static async Task RunAsync(WebApplicationBuilder builder, CitySettings settings, TimeProvider clock, bool resetDemo)
    {
        using var folder = DataFolder.Open(settings.LockFile);
        if (resetDemo)
        {
            DemoReset.Run(settings);
        }

        // The store must outlive the host: what the pipeline hands over at the end is flushed after it.
        using var logging = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        await using var embedded = settings.StoreKind == StoreKind.Embedded
            ? await EmbeddedTelemetryStore.OpenAsync(
                new EmbeddedStoreOptions { Path = settings.TelemetryFile }, clock.Pace(), logging.CreateLogger<EmbeddedTelemetryStore>())
            : null;
        builder.Services.AddIngestion(settings, clock).AddSingleton<IIngestion, IngestionHere>().AddSingleton<IAccounts, AccountsHere>().AddSingleton<IJobs, JobsHere>();
        _ = embedded is null ? builder.Services.AddInfluxDb(settings) : builder.Services.AddEmbeddedStore(embedded, settings.RollupFile);
        builder.Services.AddDashboard(settings, builder.Environment.IsDevelopment());
        if (settings.PlaysDemo)
        {
            builder.Services.AddDemo();
        }

        await using var app = builder.Build();
        app.MapDashboard(settings);
        DemoNotice.Say(settings, app.Logger);
        await CityFiles.OpenAsync(app.Services, settings, clock);
        OtherTime.Check(app.Services, settings, clock);
        if (clock is ScaledClock scaled)
        {
            // What happens before, such as the last day of a demo, happens at one moment of the city's.
            app.Lifetime.ApplicationStarted.Register(scaled.Begin);
        }

        await app.RunAsync();
    }
}
