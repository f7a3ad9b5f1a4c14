using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Storage.Telemetry;

/// <summary>Journal batches as a test writes them, without the messages that the stores do not look at.</summary>
static class TestBatches
{
    public static readonly Guid JournalId = new("5f0c3f0e-0000-4000-8000-000000000001");
    public static readonly SeriesId Pm10 = new("aq-001", "pm10");
    public static readonly SeriesId Pm25 = new("aq-001", "pm25");
    public static readonly SeriesId Flow = new("tr-7", "flow");

    /// <summary>2026-01-13T06:00:00Z.</summary>
    public const long T0 = 1_768_284_000_000;

    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;

    public static Reading Good(SeriesId series, long at, double value) =>
        new(series, at, at + 250, value, Quality.Good, QualityReasons.None);

    public static Reading Failed(SeriesId series, long at, double value) =>
        new(series, at, at + 250, value, Quality.Fail, QualityReasons.OutOfRange);

    public static JournalBatch Batch(long position, params IReadOnlyList<Reading> readings) => Batch(JournalId, position, readings);

    public static JournalBatch Batch(Guid journal, long position, params IReadOnlyList<Reading> readings)
    {
        var series = readings.Select(r => r.Series).Distinct().ToList();
        return new JournalBatch
        {
            Position = new JournalPosition(journal, position),
            ReceivedAt = ReceivedAt(position),
            Devices = [.. series.Select(s => s.Device).Distinct()],
            Series = [.. series.Select(s => new Series(s, s == Flow ? "traffic" : "air", s == Flow ? "veh/h" : "ug/m3"))],
            Messages = [],
            Readings = [.. readings.Select(r => new JournalReading(
                series.IndexOf(r.Series), r.ObservedAt, r.ReceivedAt, r.Value, r.Quality, r.Reasons, r.Late))],
        };
    }

    /// <summary>One batch by itself, as most cases write it.</summary>
    public static ValueTask WriteAsync(this ITelemetryWriter store, JournalBatch batch, CancellationToken cancellationToken) =>
        store.WriteAsync([batch], cancellationToken);

    /// <summary>Of the batch at a position.</summary>
    public static long ReceivedAt(long position) => T0 + (position * 1_000);
}
