using System.Globalization;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Mqtt;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Health;

/// <summary>The numbers of a component as a person says them; a number that nobody has words for is left out.</summary>
static class HealthFacts
{
    const double AtOnceSeconds = 1;
    const string Pending = "pendingMessages";
    const string Oldest = "oldestPendingAt";
    const string Draining = "draining";

    /// <summary>How many wait, and since when, belong together, before all else.</summary>
    static readonly string[] Backlog = [Pending, Draining, Oldest];

    /// <param name="moment">Writes a time, Unix ms, in the city's zone.</param>
    public static IEnumerable<string> Of(ComponentHealth part, IStringLocalizer<Texts> texts, Func<long, string> moment)
    {
        foreach (var (name, number) in part.Numbers.OrderBy(fact => Array.IndexOf(Backlog, fact.Key) is var place and >= 0 ? place : Backlog.Length))
        {
            // In a store that keeps up the oldest is a second old, which tells nothing.
            if ((name != Oldest || part.Status != HealthStatus.Ready || part.Numbers.GetValueOrDefault(Draining) > 0) && Word(name, number, texts, moment) is { } fact)
            {
                yield return fact;
            }
        }
    }

    static string? Word(string name, double number, IStringLocalizer<Texts> T, Func<long, string> moment) => name switch
    {
        DoorState.Connections => T.Count("Fact_Connections", (long)number),
        Pending => T.Count("Fact_Pending", (long)number),
        "openAlerts" => T.Count("Fact_OpenAlerts", (long)number),
        "bytes" => T["Fact_JournalSize", CityFormat.Bytes(number, CultureInfo.CurrentCulture)],
        "freeBytes" => T["Fact_Free", CityFormat.Bytes(number, CultureInfo.CurrentCulture)],
        "lagSeconds" => number < AtOnceSeconds ? T["Fact_NoLag"] : T["Fact_Lag", CityFormat.Age((long)(number * 1_000), CultureInfo.CurrentCulture)],
        _ when number == 0 => null,
        DoorState.Forbidden => T.Count("Fact_Forbidden", (long)number),
        DoorState.Reconnects => T.Count("Fact_Reconnects", (long)number),
        DoorState.Unacknowledged => T.Count("Fact_Unacknowledged", (long)number),
        "waitingMessages" => T.Count("Fact_WaitingCommit", (long)number),
        "refusedMessages" => T.Count("Fact_Refused", (long)number),
        "damagedBlocks" => T.Count("Fact_Damaged", (long)number),
        Oldest => T["Fact_OldestPending", moment((long)number)],
        Draining => T["Fact_Draining"],
        _ => null,
    };
}
