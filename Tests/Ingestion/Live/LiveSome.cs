using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Ingestion.Live;

/// <summary>Readings and committed batches as the live path sees them.</summary>
static class LiveSome
{
    public const long T0 = 1_700_000_000_000;

    public static Reading Reading(string series, double value, long at = T0, Quality quality = Quality.Good) =>
        new(Series(series), at, at + 50, value, quality, QualityReasons.None);

    public static SeriesId Series(string text) => SeriesId.TryParse(text, out var series) ? series : throw new ArgumentException(text);

    public static JournalBatch Batch(params Reading[] readings)
    {
        var series = readings.Select(r => r.Series).Distinct().ToList();
        return new JournalBatch
        {
            Position = new JournalPosition(Guid.Empty, 1), ReceivedAt = T0, Devices = [], Messages = [],
            Series = [.. series.Select(id => new Series(id, "air", "ug/m3"))],
            Readings = [.. readings.Select(r => new JournalReading(series.IndexOf(r.Series), r.ObservedAt, r.ReceivedAt, r.Value, r.Quality, r.Reasons, r.Late))],
        };
    }
}
