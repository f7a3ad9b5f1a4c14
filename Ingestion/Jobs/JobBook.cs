using System.Text.Json;
using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using Microsoft.Data.Sqlite;
using Quartz;
using Quartz.Extensibility;

namespace CityOps.Ingestion.Jobs;

/// <summary>
/// Remembers how each job went the last time, also across a restart: kept beside the journal at most every 30 s. A job's result is what it did, in counts
/// with names, or a sentence that says why it could not. Safe for concurrent use.
/// </summary>
public sealed class JobBook : IJobListener
{
    const string SnapshotName = "jobs";
    static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(30);
    static readonly IReadOnlyDictionary<string, long> NoNumbers = new Dictionary<string, long>();

    readonly Lock _gate = new();
    readonly Dictionary<string, JobRun> _last;
    readonly Dictionary<string, (JobRun Run, long Began)> _running = [];
    readonly JournalIndex _index;
    readonly TimeProvider _clock;
    readonly TimeProvider _pace;
    long? _savedAt;

    public JobBook(JournalIndex index, TimeProvider clock)
    {
        (_index, _clock, _pace) = (index, clock, clock.Pace());
        _last = index.LoadSnapshot(SnapshotName) is { } kept ? JsonSerializer.Deserialize<Dictionary<string, JobRun>>(kept.Body) ?? [] : [];
    }

    /// <summary>The run that goes on, and the last one that is over; null = none.</summary>
    public (JobRun? Running, JobRun? Last) Of(string job)
    {
        lock (_gate)
        {
            return (_running.TryGetValue(job, out var running) ? running.Run : null, _last.GetValueOrDefault(job));
        }
    }

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _running[NameOf(context)] = (new JobRun(_clock.UnixMs(), null, null, NoNumbers, null), _pace.GetTimestamp());
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask JobProgressChanged(IJobExecutionContext context, FireInstanceProgress progress, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(NameOf(context), out var running))
            {
                _running[NameOf(context)] = running with { Run = running.Run with { Percent = progress.Percent } };
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_running.Remove(NameOf(context), out var running))
            {
                _last[NameOf(context)] = running.Run with
                {
                    Ms = (long)_pace.GetElapsedTime(running.Began).TotalMilliseconds,
                    Percent = null,
                    Numbers = context.Result as IReadOnlyDictionary<string, long> ?? NoNumbers,
                    Error = jobException?.GetBaseException().Message ?? context.Result as string,
                };
                Keep();
            }
        }

        return ValueTask.CompletedTask;
    }

    static string NameOf(IJobExecutionContext context) => context.JobDetail.Key.Name;

    void Keep()
    {
        if (_savedAt is { } at && _pace.GetElapsedTime(at) < BetweenSaves)
        {
            return;
        }

        _savedAt = _pace.GetTimestamp();
        try
        {
            // Of no batch: it says nothing about the journal.
            _index.SaveSnapshot(SnapshotName, 0, JsonSerializer.SerializeToUtf8Bytes(_last));
        }
        catch (SqliteException)
        {
            // A full disk is told of where readings are kept; the next job tries again.
        }
    }
}
