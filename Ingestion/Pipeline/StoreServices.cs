using CityOps.Ingestion.Configuration;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Storage.Telemetry.Rollups;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Pipeline;

/// <summary>The telemetry store of a process.</summary>
public static class StoreServices
{
    /// <param name="store">Open; closed by its owner after the host has stopped.</param>
    /// <param name="rollupFile">Where its roll-ups are kept; the container closes that.</param>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, EmbeddedTelemetryStore store, string rollupFile) =>
        services.AddSingleton(store).AddSingleton<ITelemetryReader>(store).AddSingleton<ITelemetryWriter>(store).AddSingleton<ITelemetryUpkeep>(store)
            .AddSingleton<IRollupStore>(_ => new RollupFile(rollupFile));

    /// <summary>
    /// InfluxDB, written and read. It keeps its position beside the journal; nothing is asked of the server at a start. The
    /// container closes it, before the journal.
    /// </summary>
    public static IServiceCollection AddInfluxDb(this IServiceCollection services, CitySettings settings) => services
        .AddSingleton(provider => new InfluxDbTelemetryStore(
            Options(settings), provider.GetRequiredService<Journal>().Index, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<InfluxDbTelemetryStore>>()))
        .AddSingleton<ITelemetryReader>(provider => provider.GetRequiredService<InfluxDbTelemetryStore>())
        .AddSingleton<ITelemetryWriter>(provider => provider.GetRequiredService<InfluxDbTelemetryStore>())
        .AddSingleton<ITelemetryUpkeep>(provider => new InfluxUpkeep(Options(settings), provider.GetRequiredService<TimeProvider>()))
        .AddInfluxRollups(settings);

    /// <summary>InfluxDB in a process that only reads.</summary>
    public static IServiceCollection AddInfluxDbReader(this IServiceCollection services, CitySettings settings) => services
        .AddSingleton(provider => new InfluxDbReader(Options(settings), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ITelemetryReader>(provider => provider.GetRequiredService<InfluxDbReader>())
        .AddInfluxRollups(settings);

    static IServiceCollection AddInfluxRollups(this IServiceCollection services, CitySettings settings) => services
        .AddSingleton<IRollupStore>(provider => new InfluxRollups(Options(settings), provider.GetRequiredService<TimeProvider>(), settings.TimeZone));

    static InfluxDbOptions Options(CitySettings settings) => new()
    {
        Url = settings.InfluxDb.Url,
        Version = settings.InfluxDb.Version,
        Username = settings.InfluxDb.Username,
        Password = settings.InfluxDb.Password,
        Org = settings.InfluxDb.Org,
        Token = settings.InfluxDb.Token,
        Prefix = settings.InfluxDb.Prefix,
        Retention = settings.InfluxDb.Retention,
        MaxAhead = settings.Intake.MaxAhead,
    };
}
