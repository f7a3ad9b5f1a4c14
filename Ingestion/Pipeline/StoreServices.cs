using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingestion.Pipeline;

/// <summary>The telemetry store of a process.</summary>
public static class StoreServices
{
    /// <param name="store">Open; closed by its owner after the host has stopped.</param>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, EmbeddedTelemetryStore store) =>
        services.AddSingleton(store).AddSingleton<ITelemetryReader>(store).AddSingleton<ITelemetryWriter>(store);
}
