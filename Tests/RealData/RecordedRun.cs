using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.RealData;

/// <summary>
/// A recording on its way through the validator and the rules, as at ingestion: every reading is received when it was observed, and silence is
/// looked for every five minutes.
/// </summary>
sealed class RecordedRun
{
    const long LookEveryMs = 300_000;

    readonly Recording _recording;
    readonly AlertEvaluator _evaluator;
    readonly List<AlertChange> _changes = [];
    readonly Dictionary<SeriesId, (Series Series, Predecessor? Before)> _series = [];

    RecordedRun(Recording recording, IReadOnlyList<(string Id, string Json)> rules)
    {
        _recording = recording;
        _evaluator = new AlertEvaluator(TimeSpan.FromMinutes(15), TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"));
        _evaluator.SetRules([.. rules.Select(rule => Read(rule.Id, rule.Json))], recording.Readings[0].At, _changes);
    }

    /// <summary>What one rule finds.</summary>
    /// <param name="rule">Members of a rule; the name is ours, and the severity where it gives neither that nor levels.</param>
    public static IReadOnlyList<Episode> Of(Recording recording, string rule) => Of(recording, [("rule", rule)]);

    /// <summary>What several rules find, in order of their raises.</summary>
    public static IReadOnlyList<Episode> Of(Recording recording, IReadOnlyList<(string Id, string Json)> rules)
    {
        var run = new RecordedRun(recording, rules);
        var looked = recording.Readings[0].At;
        foreach (var moment in recording.Readings.GroupBy(reading => reading.At))
        {
            for (; looked < moment.Key; looked += LookEveryMs)
            {
                run._evaluator.MarkSilent(recording.Registry, looked, recording.Readings[0].At, run._changes);
            }

            // As a message of each device.
            foreach (var message in moment.GroupBy(measured => measured.Device))
            {
                run.Take([.. message]);
            }
        }

        return [.. run._changes.GroupBy(change => change.AlertId).Select(life => Episode.Of([.. life])).OrderBy(episode => episode.RaisedAt)];
    }

    void Take(Measured[] message)
    {
        var readings = Array.ConvertAll(message, Judge);
        foreach (var (reading, series) in readings)
        {
            _evaluator.Foresee(in reading, series);
        }

        foreach (var (reading, series) in readings)
        {
            _evaluator.Evaluate(in reading, series, _recording.Registry, reading.ReceivedAt, _changes);
        }

        _evaluator.EndTogether(_changes);
    }

    (Reading Reading, Series Series) Judge(Measured measured)
    {
        var id = new SeriesId(measured.Device, measured.Quantity);
        var (series, before) = _series.GetValueOrDefault(id, (new Series(id, _recording.Domain, measured.Unit), null));
        QuantityCatalog.TryGet(_recording.Domain, measured.Quantity, out var spec);
        var (quality, reasons) = ReadingValidator.Judge(spec, measured.Value, measured.At, clockAhead: false, before);
        var isLate = before is { } newest && measured.At <= newest.ObservedAt;
        var reading = new Reading(id, measured.At, measured.At, measured.Value, quality, reasons, isLate);
        _series[id] = (series, quality == Quality.Fail || isLate ? before : new Predecessor(measured.At, measured.Value));
        return (reading, series);
    }

    static AlertRule Read(string id, string json)
    {
        var severity = json.Contains("\"levels\"", StringComparison.Ordinal) ? "" : ",\"severity\":\"major\"";
        Assert.True(RuleJson.TryRead($"{{\"name\":\"{id}\"{severity},{json}}}", out var rule, out var error), error);
        return rule with { Id = id, Version = 1 };
    }
}
