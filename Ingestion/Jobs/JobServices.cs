using CityOps.Core.Clocks;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CityOps.Ingestion.Jobs;

static class JobServices
{
    internal const string Retention = "retention";
    internal const string DailyReport = "daily-report";

    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>What runs by the clock.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, CitySettings settings, TimeProvider clock)
    {
        services.AddSingleton(provider => new JobBook(provider.GetRequiredService<Journal>().Index, clock)).AddSingleton<JobTable>();
        services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(clock);
            // What the city's calendar asks for, and what our files need: the latter do not grow faster because a city's time does.
            quartz.AddJobListener(provider => provider.GetRequiredService<JobBook>());
            quartz.AddEvery<ShelfEndJob>("shelf-end", clock.AtLeast(TimeSpan.FromSeconds(5), real: ShortestPause));
            quartz.AddEvery<MaintenanceJob>("maintenance", clock.AtLeast(TimeSpan.FromSeconds(10), real: ShortestPause));
            quartz.AddEvery<CalloutJob>("callouts", clock.AtLeast(TimeSpan.FromSeconds(1), real: ShortestPause));
            quartz.AddEvery<LedgerSnapshotJob>("ledger-snapshot", TimeSpan.FromSeconds(30) * clock.Speed());
            quartz.AddEvery<JournalGrowthJob>("journal-growth", TimeSpan.FromSeconds(10) * clock.Speed());
            quartz.AddEvery<JournalCleanupJob>("journal-cleanup", TimeSpan.FromSeconds(15) * clock.Speed());
            quartz.AddEvery<RollupJob>("rollups", clock.AtLeast(TimeSpan.FromMinutes(1), real: TimeSpan.FromSeconds(1)));
            quartz.AddEvery<DailyReportJob>(DailyReport, clock.AtLeast(TimeSpan.FromMinutes(1), real: TimeSpan.FromSeconds(1)));
            if (settings.WatchdogUrl is not null)
            {
                quartz.AddEvery<WatchdogJob>("watchdog", TimeSpan.FromMinutes(1) * clock.Speed());
            }

            quartz.AddEvery<PackingJob>("packing", clock.AtLeast(TimeSpan.FromHours(1), real: TimeSpan.FromSeconds(10)));
            // At night, when few look at long charts; after the hour in which clocks change.
            quartz.ScheduleJob<RetentionJob>(trigger => trigger.WithIdentity(Retention).WithCronSchedule("0 30 3 * * ?", cron => cron.InTimeZone(settings.TimeZone)));
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true).AddHostedService<MissedNight>();
    }

    /// <param name="name">Of the job and of its only trigger.</param>
    static void AddEvery<TJob>(this IQuartzBuilder quartz, string name, TimeSpan interval)
        where TJob : IJob =>
        quartz.ScheduleJob<TJob>(trigger => trigger
            .WithIdentity(name)
            .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
}
