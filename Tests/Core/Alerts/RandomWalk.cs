using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

/// <summary>Seeded readings that wander about 50, with holes, failed and late ones between.</summary>
static class RandomWalk
{
    public static IEnumerable<Reading> Of(string device, int readings, int seed)
    {
        var random = new Random(seed);
        var (at, value) = (WrittenHistory.Origin, 50.0);
        for (var i = 0; i < readings; i++)
        {
            at += random.Next(100) == 0 ? 600_000 : 60_000;
            value = Math.Clamp(Math.Round(value + (random.NextDouble() - 0.5) * 8, 1), 30, 70);
            var quality = random.Next(50) == 0 ? Quality.Fail : random.Next(20) == 0 ? Quality.Suspect : Quality.Good;
            var late = random.Next(50) == 0;
            var observedAt = late ? at - 3_600_000 : at;
            yield return new Reading(new SeriesId(device, "pm10"), observedAt, at + 500, value, quality, QualityReasons.None, late);
        }
    }

    public static void Feed(AlertEvaluator evaluator, int series, int readings, int seed, List<AlertChange> into)
    {
        for (var i = 0; i < series; i++)
        {
            foreach (var reading in Of($"d{i}", readings, seed + i))
            {
                evaluator.Evaluate(in reading, new Series(reading.Series, "air", "ug/m3"), Registry.Empty, reading.ReceivedAt, into);
            }
        }
    }
}
