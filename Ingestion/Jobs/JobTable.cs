using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>What runs by the clock: how it went, when it is due, and a way to run it now. Safe for concurrent use.</summary>
public sealed class JobTable(ISchedulerFactory schedulers, JobBook book)
{
    /// <summary>In the order of their names.</summary>
    public async ValueTask<IReadOnlyList<JobItem>> ListAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken).ConfigureAwait(false);
        var triggers = await scheduler.QueryTriggers(new TriggerQuery(), cancellationToken).ConfigureAwait(false);
        return [.. triggers.Items
            .GroupBy(trigger => trigger.JobKey.Name)
            .Select(job => ItemOf(job.Key, job.Min(trigger => trigger.NextFireTimeUtc)))
            .OrderBy(item => item.Id, StringComparer.Ordinal)];
    }

    /// <summary>Has it run as soon as it is free; null = there is none of that name.</summary>
    public async ValueTask<JobItem?> RunAsync(string job, CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(item => item.Id == job) is not { } item)
        {
            return null;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken).ConfigureAwait(false);
        await scheduler.TriggerJob(new JobKey(job), cancellationToken: cancellationToken).ConfigureAwait(false);
        return item;
    }

    JobItem ItemOf(string name, DateTimeOffset? next)
    {
        var (running, last) = book.Of(name);
        return new JobItem(
            name, running is null ? null : JobRunItem.From(running), last is null ? null : JobRunItem.From(last),
            next is { } at ? Instants.ToRfc3339(at.ToUnixTimeMilliseconds()) : null);
    }
}

/// <param name="Running">The run that goes on.</param>
/// <param name="Last">The last one that is over, also one of before a restart.</param>
/// <param name="NextAt">When it is due again.</param>
public sealed record JobItem(string Id, JobRunItem? Running, JobRunItem? Last, string? NextAt);

/// <param name="Outcome"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Ms">How long it took, milliseconds.</param>
/// <param name="Percent">How far it is.</param>
/// <param name="Numbers">What it did.</param>
/// <param name="Error">Why it failed.</param>
public sealed record JobRunItem(string StartedAt, string Outcome, long? Ms, int? Percent, IReadOnlyDictionary<string, long> Numbers, string? Error)
{
    public static JobRunItem From(JobRun run) => new(
        Instants.ToRfc3339(run.StartedAt), run switch { { IsOver: false } => "running", { Error: null } => "done", _ => "failed" }, run.Ms, run.Percent, run.Numbers, run.Error);
}
