using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Accounting;

/// <summary>What the ledger knows of one series. Not thread-safe: the ledger's lock holds it.</summary>
sealed class SeriesAccount(DeviceAccount device, SeriesNewest newest)
{
    /// <summary>A series that only ever failed still has its unit and domain.</summary>
    public SeriesAccount(DeviceAccount device, Series series)
        : this(device, new SeriesNewest(series.Domain, series.Unit, long.MinValue, double.NaN))
    {
    }

    public SeriesNewest Newest { get; private set; } = newest;

    public void Observe(Series series, in JournalReading reading)
    {
        // One from the quarantine came long ago.
        device.LastReceivedAt = Math.Max(device.LastReceivedAt ?? reading.ReceivedAt, reading.ReceivedAt);
        device.LastObservedAt = Math.Max(device.LastObservedAt ?? reading.ObservedAt, reading.ObservedAt);
        if (reading.Quality != Quality.Fail && !reading.Late)
        {
            Newest = new SeriesNewest(series.Domain, series.Unit, reading.ObservedAt, reading.Value);
        }
    }
}
