using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Health;

/// <summary>Whether messages reach the journal, and how long there is room for them while the store does not take them.</summary>
public sealed class JournalHealth(Journal journal, JournalGrowth growth, StoreWriter store, StoreBacklog backlog, TimeProvider clock)
{
    public ComponentHealth Check()
    {
        var (rate, room) = (growth.BytesPerSecond ?? 0, Math.Max(0, journal.FreeBytes - journal.ReserveBytes));
        (string, double)[] numbers =
        [
            ("waitingMessages", journal.WaitingMessages), ("bytes", journal.Bytes), ("freeBytes", journal.FreeBytes), ("position", journal.Head),
            ("bytesPerSecond", rate), ("roomSeconds", rate > 0 ? room / rate : 0),
        ];
        if (journal.Trouble is { } trouble)
        {
            return HealthReport.Ill("journal", HealthStatus.Down, trouble.Since, trouble.Text, numbers);
        }

        var isKept = store.Trouble is not null || StoreBacklog.IsBehind(backlog.OldestReceivedAt(), clock.UnixMs());
        return HealthReport.Well("journal", "Readings are journalled before they are acknowledged." + (isKept && rate > 0 ? Growth(rate, room / rate) : ""), numbers);
    }

    /// <summary>Only while files are kept for the store: otherwise they go as fast as they come.</summary>
    static string Growth(double rate, double roomSeconds) => string.Create(
        CultureInfo.InvariantCulture,
        $" While the store has not got them it grows by {rate * 3_600 / (1 << 20):N0} MiB an hour; at this rate there is room for {Span(roomSeconds)}.");

    static string Span(double seconds) => seconds switch
    {
        < 2 * 3_600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        < 3 * 86_400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0} h"),
        < 1_000 * 86_400.0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0} days"),
        _ => "years",
    };
}
