using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Intake;
using CityOps.Ingestion.Jobs;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Registration;
using CityOps.Ingestion.Reports;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion;

/// <summary>
/// Puts ingestion together. Hosted services start in the order in which they stand here and stop in the opposite one: the city
/// database first, then the broker, and last who watches them all.
/// </summary>
public static class IngestionServices
{
    /// <remarks>The telemetry store is added beside it: see <see cref="StoreServices"/>.</remarks>
    public static IServiceCollection AddIngestion(this IServiceCollection services, CitySettings settings, TimeProvider clock)
    {
        services.AddSingleton(settings).AddSingleton(settings.Broker).AddSingleton(settings.Intake).AddSingleton(clock);
        services.AddCityDatabase(settings.CityFile, settings.AnnounceWithin);
        services.AddHostedService<CityDatabaseStart>();
        AddJournal(services, settings);
        AddPipeline(services);
        services.AddRollups(settings).AddJobs(settings, clock);
        services.AddBroker(settings);
        services.AddChannels(settings).AddNotifications().AddReports(settings);
        services.AddHostedService<HintSender>().AddHostedService<RegistryHints>();
        services.AddSingleton<DeviceClocks>().AddSingleton<PartSights>();
        if (clock.Speed() == 1)
        {
            // Its delays are those of machines: in a city whose time is faster each pause of ours would be an outage.
            services.AddHostedService<OutageWatch>();
        }

        return services;
    }

    static void AddJournal(IServiceCollection services, CitySettings settings)
    {
        services.AddSingleton(provider => Journal.Open(
            new JournalOptions { Folder = settings.JournalFolder, MinFree = settings.JournalMinFree },
            provider.GetRequiredService<TimeProvider>().Pace(), provider.GetRequiredService<ILogger<Journal>>()));
        services.AddSingleton(provider =>
        {
            var journal = provider.GetRequiredService<Journal>();
            var stored = StoreWriter.StoredPosition(journal, provider.GetRequiredService<ITelemetryWriter>());
            return LedgerRestore.Restore(journal, stored, provider.GetRequiredService<ILogger<Ledger>>());
        });
        services.AddSingleton(provider => IntakeMemory.Restore(
            provider.GetRequiredService<Journal>(), provider.GetRequiredService<Ledger>(), settings.Intake));
        services.AddHostedService<CommitListeners>();
    }

    static void AddPipeline(IServiceCollection services)
    {
        services.AddSingleton<RegistryMirror>().AddSingleton<RegistryFeed>();
        services.AddSingleton(provider => provider.GetRequiredService<RegistryFeed>().Connections);
        services.AddHostedService(provider => provider.GetRequiredService<RegistryFeed>());
        services.AddSingleton<FindingsWriter>().AddSingleton<EvaluatorHost>();
        services.AddHostedService(provider => provider.GetRequiredService<EvaluatorHost>());
        services.AddSingleton<StoreWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreWriter>());
        services.AddSingleton<IngestionMetrics>().AddSingleton<IngestionCounters>().AddSingleton<IngestionMetricsPage>();
        services.AddSingleton<QuarantineReplay>().AddSingleton<DeviceAccounts>().AddSingleton<DeviceWatch>().AddSingleton<HealthSources>().AddSingleton<HealthReport>();
        services.AddSingleton<StoreBacklog>().AddSingleton<StoreHealth>().AddSingleton<JournalGrowth>().AddSingleton<JournalHealth>();
        services.AddSingleton<IHealthReport>(provider => provider.GetRequiredService<HealthReport>());
    }
}
