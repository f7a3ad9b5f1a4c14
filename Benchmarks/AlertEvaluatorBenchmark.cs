using BenchmarkDotNet.Attributes;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Benchmarks;

/// <summary>
/// Three threshold rules on each series, readings that stay below the limits but for one in a thousand. The budget is 0.7 CPU s
/// per million readings, that is 700 ns a reading.
/// </summary>
[MemoryDiagnoser]
public class AlertEvaluatorBenchmark
{
    const int Readings = 1_000_000;
    const long Start = 1_700_000_000_000;

    readonly List<AlertChange> _changes = [];
    AlertEvaluator _evaluator = new(TimeSpan.FromMinutes(15), TimeZoneInfo.Utc);
    Reading[] _round = [];
    long _at = Start;

    [Params(8, 800, 8_000)]
    public int Series { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string[] quantities = ["pm10", "pm25", "no2", "o3"];
        _evaluator = new AlertEvaluator(TimeSpan.FromMinutes(15), TimeZoneInfo.Utc);
        _evaluator.SetRules([.. quantities.SelectMany(q => Enumerable.Range(0, 3).Select(i => Rule(q, i)))], 0, _changes);
        _round =
        [
            .. Enumerable.Range(0, Series).Select(i => new Reading(
                new SeriesId($"aq-{i / 4:0000}", quantities[i % 4]), Start, Start, 20 + i % 10, Quality.Good, QualityReasons.None)),
        ];
    }

    [Benchmark(OperationsPerInvoke = Readings)]
    public int Evaluate()
    {
        _changes.Clear();
        for (var i = 0; i < Readings; i++)
        {
            if (i % Series == 0)
            {
                _at += 60_000;
            }

            var value = i % 1_000 == 0 ? 90.0 : 20 + i % 10;
            var reading = _round[i % Series] with { ObservedAt = _at, ReceivedAt = _at + 200, Value = value };
            _evaluator.Evaluate(in reading, new Series(reading.Series, "air", "ug/m3"), Registry.Empty, _at + 250, _changes);
        }

        return _changes.Count;
    }

    [Benchmark]
    public long Save()
    {
        using var bytes = new MemoryStream();
        _evaluator.Save(bytes, Guid.Empty, 1);
        return bytes.Length;
    }

    static AlertRule Rule(string quantity, int step) => new()
    {
        Id = $"{quantity}-{step}",
        Version = 1,
        Name = $"{quantity} step {step}",
        Quantity = quantity,
        Condition = Condition.Above(50 + step * 10, 45 + step * 10),
        RaiseAfter = TimeSpan.FromMinutes(step),
        ClearAfter = TimeSpan.FromMinutes(step),
        Severity = Severity.Minor,
    };
}
