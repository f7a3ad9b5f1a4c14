using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingestion.Rollups;

/// <summary>The roll-ups of a process that writes them.</summary>
static class RollupServices
{
    public static IServiceCollection AddRollups(this IServiceCollection services, CitySettings settings) => services
        .AddSingleton(provider => new LateHours(provider.GetRequiredService<Journal>().Index, KnownUntil(provider.GetRequiredService<IRollupStore>())))
        .AddSingleton<ILateHours>(provider => provider.GetRequiredService<LateHours>())
        .AddSingleton(provider => new RollupRun(
            provider.GetRequiredService<ITelemetryReader>(), provider.GetRequiredService<IRollupStore>(), provider.GetRequiredService<LateHours>(),
            provider.GetRequiredService<RegistryMirror>(), settings.TimeZone, settings.Intake.MaxAge))
        .AddSingleton(provider => new Retention(settings.Retention, provider.GetRequiredService<IRollupStore>(), provider.GetService<ITelemetryUpkeep>()));

    /// <summary>A server is not asked at a start: until the first run has asked it, every hour may be rolled up.</summary>
    static long KnownUntil(IRollupStore rollups) => rollups is RollupFile file ? file.Cover(RollupSpan.Hour)?.Until ?? long.MinValue : long.MaxValue;
}
