using CityOps.Ingestion.Configuration;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Ingestion.Pipeline;

/// <summary>The telemetry store of a process.</summary>
public static class StoreServices
{
    /// <param name="store">Open; closed by its owner after the host has stopped.</param>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, EmbeddedTelemetryStore store) =>
        services.AddSingleton(store).AddSingleton<ITelemetryReader>(store).AddSingleton<ITelemetryWriter>(store);

    /// <summary>Place of the InfluxDB store; another branch brings it.</summary>
    public static IServiceCollection AddInfluxDb(this IServiceCollection services, CitySettings settings) =>
        services.AddSingleton<ITelemetryReader, MissingStore>().AddSingleton<ITelemetryWriter, MissingStore>();

    /// <summary>Place of its reader; another branch brings it.</summary>
    public static IServiceCollection AddInfluxDbReader(this IServiceCollection services, CitySettings settings) =>
        services.AddSingleton<ITelemetryReader, MissingStore>();
}
