using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// How far the store is, and the newest reading of each series: exact in memory, and kept beside the journal at most every five
/// seconds, because what is not kept is only written again. One caller moves it; anybody may look.
/// </summary>
sealed class KeptPosition
{
    const string ReaderName = "influxdb";

    static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(5);

    readonly JournalIndex index;
    readonly TimeProvider clock;
    readonly ILogger logger;
    readonly Lock saving = new();
    volatile ReaderPosition? current;
    volatile StoreTrouble? trouble;
    ReaderPosition? kept;
    long keptAt;

    public KeptPosition(JournalIndex index, TimeProvider clock, ILogger logger)
    {
        (this.index, this.clock, this.logger) = (index, clock, logger);
        current = kept = index.LoadReader(ReaderName);
        Latest = new LatestReadings(index.LoadLatest(ReaderName));
        keptAt = clock.GetTimestamp();
    }

    public ReaderPosition? Current => current;

    public LatestReadings Latest { get; }

    /// <summary>Why it cannot be kept; null when it can.</summary>
    public StoreTrouble? Trouble => trouble;

    /// <summary>False for what was written before.</summary>
    public bool IsNew(JournalBatch batch) =>
        current?.Position is not { } stored || stored.JournalId != batch.Position.JournalId || batch.Position.Position > stored.Position;

    public void MoveTo(JournalBatch batch)
    {
        current = new ReaderPosition(batch.Position, batch.ReceivedAt);
        if (clock.GetElapsedTime(keptAt) >= BetweenSaves)
        {
            TryKeep();
        }
    }

    /// <summary>A failure is logged, and tried again with the next move.</summary>
    public void TryKeep()
    {
        try
        {
            Keep();
        }
        catch (SqliteException e)
        {
            logger.LogWarning("How far InfluxDB has got cannot be kept: {Error}", e.Message);
        }
    }

    /// <exception cref="SqliteException">The disk is full, or worse.</exception>
    public void Keep()
    {
        lock (saving)
        {
            keptAt = clock.GetTimestamp();
            if (current is not { } position || position == kept)
            {
                return;
            }

            var changed = Latest.TakeChanged();
            try
            {
                index.SaveReader(ReaderName, position, changed);
                (kept, trouble) = (position, null);
            }
            catch (SqliteException e)
            {
                Latest.PutBack(changed);
                trouble = new StoreTrouble(trouble?.Since ?? clock.UnixMs(), $"How far InfluxDB has got cannot be kept: {e.Message}");
                throw;
            }
        }
    }
}
