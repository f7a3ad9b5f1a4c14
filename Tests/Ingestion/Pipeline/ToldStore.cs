using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Ingestion.Pipeline;

/// <summary>A store that takes all and keeps nothing, and is as the test says.</summary>
sealed class ToldStore : ITelemetryWriter
{
    public JournalPosition? Stored { get; private set; }

    public long? StoredUntil => null;

    public StoreTrouble? Trouble { get; set; }

    public long DamagedBlocks { get; set; }

    public event Action? StoredMoved;

    public void MoveTo(Guid journal, long position)
    {
        Stored = new JournalPosition(journal, position);
        StoredMoved?.Invoke();
    }

    public ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
