using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Storage.Telemetry;

/// <summary>
/// Marks readings as intake does: late is what is not newer than the newest earlier, not failed reading of its series in the
/// same journal. A store may rely on it. Batches that come again are left alone.
/// </summary>
sealed class JudgedLate
{
    readonly Dictionary<(Guid, SeriesId), long> newest = [];
    readonly Dictionary<Guid, long> judged = [];

    public JournalBatch Judge(JournalBatch batch)
    {
        var (journal, position) = batch.Position;
        if (position <= judged.GetValueOrDefault(journal))
        {
            return batch;
        }

        judged[journal] = position;
        return new JournalBatch
        {
            Position = batch.Position, ReceivedAt = batch.ReceivedAt, Devices = batch.Devices, Series = batch.Series, Messages = batch.Messages,
            Readings = [.. batch.Readings.Select(r => Judge((journal, batch.Series[r.Series].Id), r))],
        };
    }

    JournalReading Judge((Guid, SeriesId) series, JournalReading reading)
    {
        var late = newest.TryGetValue(series, out var last) && reading.ObservedAt <= last;
        if (!late && reading.Quality != Quality.Fail)
        {
            newest[series] = reading.ObservedAt;
        }

        return reading with { Late = late };
    }
}

/// <summary>A store behind an intake.</summary>
sealed class JudgingWriter(ITelemetryWriter store, JudgedLate late) : ITelemetryWriter
{
    public event Action? StoredMoved
    {
        add => store.StoredMoved += value;
        remove => store.StoredMoved -= value;
    }

    public JournalPosition? Stored => store.Stored;

    public long? StoredUntil => store.StoredUntil;

    public StoreTrouble? Trouble => store.Trouble;

    public ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken) =>
        store.WriteAsync([.. batches.Select(late.Judge)], cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => store.FlushAsync(cancellationToken);
}
