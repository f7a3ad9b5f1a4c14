using CityOps.Ingestion.Configuration;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Storage.Telemetry.InfluxDb;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Pipeline;

/// <summary>The telemetry store of a process.</summary>
public static class StoreServices
{
    /// <param name="store">Open; closed by its owner after the host has stopped.</param>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, EmbeddedTelemetryStore store) =>
        services.AddSingleton(store).AddSingleton<ITelemetryReader>(store).AddSingleton<ITelemetryWriter>(store);

    /// <summary>
    /// InfluxDB, written and read. It keeps its position beside the journal; nothing is asked of the server at a start. The
    /// container closes it, before the journal.
    /// </summary>
    public static IServiceCollection AddInfluxDb(this IServiceCollection services, CitySettings settings) => services
        .AddSingleton(provider => new InfluxDbTelemetryStore(
            Options(settings), provider.GetRequiredService<Journal>().Index, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<InfluxDbTelemetryStore>>()))
        .AddSingleton<ITelemetryReader>(provider => provider.GetRequiredService<InfluxDbTelemetryStore>())
        .AddSingleton<ITelemetryWriter>(provider => provider.GetRequiredService<InfluxDbTelemetryStore>());

    /// <summary>InfluxDB in a process that only reads.</summary>
    public static IServiceCollection AddInfluxDbReader(this IServiceCollection services, CitySettings settings) => services
        .AddSingleton(provider => new InfluxDbReader(Options(settings), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ITelemetryReader>(provider => provider.GetRequiredService<InfluxDbReader>());

    static InfluxDbOptions Options(CitySettings settings) => new()
    {
        Url = settings.InfluxDb.Url,
        Username = settings.InfluxDb.Username,
        Password = settings.InfluxDb.Password,
        Prefix = settings.InfluxDb.Prefix,
        Retention = settings.InfluxDb.Retention,
        MaxAhead = settings.Intake.MaxAhead,
    };
}
