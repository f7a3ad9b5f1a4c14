using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Registration;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingestion.Reports;

/// <summary>Who makes reports: the process in which jobs run.</summary>
static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services, CitySettings settings) => services
        .AddSingleton(provider => new ReportTasks(
            provider.GetRequiredService<Storage.City.AlertLog>(), provider.GetRequiredService<Storage.City.CalloutBook>(), provider.GetRequiredService<Storage.City.DeliveryBook>(),
            provider.GetRequiredService<Jobs.JobTable>(), settings.TimeZone))
        .AddSingleton(provider => new DailyReportMaker(
            provider.GetRequiredService<RegistryMirror>(), ReaderOf(provider, settings), provider.GetRequiredService<Storage.City.AlertLog>(), provider.GetRequiredService<Storage.City.MaintenanceBook>(),
            provider.GetRequiredService<ReportTasks>(),
            provider.GetRequiredService<TimeProvider>(), settings.TimeZone))
        .AddSingleton<DailyReportRun>();

    static RolledUpReader ReaderOf(IServiceProvider provider, CitySettings settings) => new(
        provider.GetRequiredService<ITelemetryReader>(), provider.GetRequiredService<IRollupStore>(), provider.GetRequiredService<ILateHours>(),
        new RollupLimits(settings, id => provider.GetRequiredService<RegistryMirror>().Current.Series.GetValueOrDefault(id)?.Domain, provider.GetRequiredService<TimeProvider>()), settings.TimeZone);
}
