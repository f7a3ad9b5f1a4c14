using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CityOps.Ingestion.Jobs;

static class JobServices
{
    /// <summary>What runs by the clock.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, TimeProvider clock)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(clock);
            quartz.AddEvery<LedgerSnapshotJob>(TimeSpan.FromSeconds(30));
            quartz.AddEvery<JournalGrowthJob>(TimeSpan.FromSeconds(10));
            quartz.AddEvery<ShelfEndJob>(TimeSpan.FromSeconds(5));
            quartz.AddEvery<MaintenanceJob>(TimeSpan.FromSeconds(10));
            quartz.AddEvery<JournalCleanupJob>(TimeSpan.FromSeconds(15));
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    static void AddEvery<TJob>(this IQuartzBuilder quartz, TimeSpan interval)
        where TJob : IJob =>
        quartz.ScheduleJob<TJob>(trigger => trigger
            .WithIdentity(typeof(TJob).Name)
            .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
}
