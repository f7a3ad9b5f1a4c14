using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.Hosting;

namespace CityOps.Ingestion.Jobs;

/// <summary>Has retention run after a start, where the last night passed without it: a machine may be off at night, every night.</summary>
sealed class MissedNight(JobTable jobs, JobBook book, CitySettings settings, TimeProvider clock) : IHostedService
{
    static readonly TimeSpan ANight = TimeSpan.FromHours(25);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Retention.Ends && !(book.Of(JobServices.Retention).Last is { Error: null } last && clock.UnixMs() - last.StartedAt < ANight.TotalMilliseconds))
        {
            await jobs.RunAsync(JobServices.Retention, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
