using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Health;

/// <summary>Whether readings reach the telemetry store, and how many do not yet.</summary>
public sealed class StoreHealth(StoreWriter store, StoreBacklog backlog, Journal journal, CitySettings settings, TimeProvider clock)
{
    public ComponentHealth Check(Ledger ledger)
    {
        var (now, counts, oldest) = (clock.UnixMs(), ledger.Total(0).Counts, backlog.OldestReceivedAt());
        var isBehind = StoreBacklog.IsBehind(oldest, now);
        var trouble = store.Trouble;
        (string, double)[] numbers =
        [
            ("pendingMessages", counts.Pending), ("refusedMessages", counts.Refused), ("oldestPendingAt", oldest ?? 0),
            ("oldestPendingSeconds", oldest is { } at ? Math.Max(0, now - at) / 1_000.0 : 0), ("journalBytes", journal.Bytes),
            ("draining", trouble is null && isBehind ? 1 : 0), ("damagedBlocks", store.DamagedBlocks),
        ];
        if (trouble is not null)
        {
            var wait = oldest is null ? "" : " " + Waiting(counts.Pending, oldest.Value, now);
            return HealthReport.Ill(
                "store", HealthStatus.Degraded, trouble.Since, $"The store is away, the journal keeps what comes: {trouble.Text.TrimEnd('.')}.{wait}", numbers);
        }

        var refused = counts.Refused == 0 ? "" : " What the store refused is in /api/v1/dead-letters.";
        var text = (isBehind ? $"Draining: {Waiting(counts.Pending, oldest!.Value, now)}" : "Readings reach the store.") + refused;
        // What comes is kept all the same: that is what the status is about.
        return HealthReport.Well("store", store.DamagedBlocks == 0 ? text : $"{text} {Damaged(store.DamagedBlocks)}", numbers);
    }

    static string Damaged(long blocks) => string.Create(
        CultureInfo.InvariantCulture,
        $"{blocks:N0} of its blocks cannot be read, and their readings are missing from answers; the log names each. They are kept: restore the store from a backup, or leave them.");

    /// <summary>As the city's clocks show it; the day too, where it is another one.</summary>
    string Waiting(long messages, long oldest, long now)
    {
        var (from, today) = (InCity(oldest), InCity(now));
        var time = from.ToString(from.Date == today.Date ? "HH:mm" : "d MMM HH:mm", CultureInfo.InvariantCulture);
        return messages == 1
            ? $"1 message waits, from {time}."
            : string.Create(CultureInfo.InvariantCulture, $"{messages:N0} messages wait, the oldest from {time}.");
    }

    DateTimeOffset InCity(long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), settings.TimeZone);
}
