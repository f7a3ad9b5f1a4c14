using CityOps.Core.Readings;
using CityOps.Ingestion.Health;
using CityOps.Storage.Journal;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Looks every 10 s how large the journal is, so that health can say how long there is room.</summary>
[DisallowConcurrentExecution]
public sealed class JournalGrowthJob(Journal journal, JournalGrowth growth, TimeProvider clock) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        growth.Note(clock.UnixMs(), journal.Bytes);
        return ValueTask.CompletedTask;
    }
}
