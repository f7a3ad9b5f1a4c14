using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Benchmarks.Stores;

/// <summary>What is in the stores: devices of four quantities that report once a minute, as long as it takes.</summary>
sealed record StoresPlan(long Readings)
{
    public const int Devices = 100;
    public const int DayQuestions = 300, WeekQuestions = 60, WeekSeries = 20, Warm = 20;
    /// <summary>2026-01-13T06:00:00Z.</summary>
    public const long Start = 1_768_284_000_000;
    public const long Day = 86_400_000, Week = 7 * Day;
    const long Interval = 60_000;
    const int MinutesPerBatch = 10;

    static readonly string[] Quantities = ["pm10", "pm25", "no2", "o3"];

    public IReadOnlyList<Series> Series { get; } =
        [.. from d in Enumerable.Range(0, Devices) from q in Quantities select new Series(new SeriesId($"load-{d}", q), "air", "ug/m3")];

    /// <summary>A little more than a week at least.</summary>
    public long Minutes => Math.Max(Readings / Series.Count, (Week / Interval) + 60) / MinutesPerBatch * MinutesPerBatch;

    public long Count => Minutes * Series.Count;

    public long End => Start + (Minutes * Interval);

    /// <summary>
    /// In the order in which a city gives them. Values go up and down with the day, with a noise of some tenths and one decimal;
    /// times have the milliseconds of a device whose clock wanders.
    /// </summary>
    public IEnumerable<JournalBatch> Batches(Guid journal)
    {
        var random = new Random(20);
        var series = Series.ToArray();
        for (var first = 0L; first < Minutes; first += MinutesPerBatch)
        {
            var readings = new JournalReading[MinutesPerBatch * series.Length];
            for (var i = 0; i < readings.Length; i++)
            {
                var (minute, one) = (first + (i / series.Length), i % series.Length);
                var device = one / Quantities.Length;
                var at = Start + (minute * Interval) + (device * 7) + (minute / 600 % 50);
                var value = Math.Round(30 + (one % 17) + (12 * Math.Sin(((minute + (device * 9)) / 1_440.0) * Math.Tau)) + (random.NextDouble() * 0.8), 1);
                readings[i] = new JournalReading(one, at, at + 200, value, Quality.Good, QualityReasons.None, Late: false);
            }

            yield return new JournalBatch
            {
                Position = new JournalPosition(journal, (first / MinutesPerBatch) + 1), ReceivedAt = readings[^1].ReceivedAt, Devices = [], Series = series,
                Messages = [], Readings = readings,
            };
        }
    }
}
