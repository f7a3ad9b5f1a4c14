using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

/// <summary>
/// The life of one rule on one series, written in one line. The rule: <c>above 50/45 on 60 off 120</c> (raise/clear, delays in
/// seconds), with <c>every 600</c> for a configured interval. The history, steps divided by commas, times in seconds:
/// <c>60 61</c> a reading, <c>0..300/60 61</c> one every minute, with <c>fail</c>, <c>suspect</c>, <c>late</c> or <c>rx=95</c> (received at) after it;
/// <c>silent 300</c> looks for silence, with <c>alive=200</c>; <c>rule above 60</c> a new version, <c>rename</c>,
/// <c>scope x-* 300</c>, <c>disable 300</c>, <c>delete 300</c>, <c>move 2</c> (the device goes to station s2),
/// <c>limit 40</c> (an attribute of the station; <c>limit none</c> takes it away).
/// </summary>
sealed class WrittenHistory
{
    public const long Origin = 1_700_000_000_000;
    public static readonly TimeSpan AnnounceWithin = TimeSpan.FromMinutes(15);

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    static readonly JsonSerializerOptions Whole = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    static readonly SeriesId Series = new("d1", "pm10");

    readonly bool _reloads;
    readonly long? _interval;
    AlertRule _rule;
    Registry _registry;

    /// <summary>The time of the last step that had one, Unix ms.</summary>
    long _now = Origin;

    StationAttributes _attributes = StationAttributes.None;

    WrittenHistory(string rule, bool reloads)
    {
        _reloads = reloads;
        _rule = Rule(rule);
        _interval = rule.Split(" every ") is [_, var seconds] ? Number(seconds) : null;
        _registry = City(1, "s1", (int?)_interval);
        Evaluator = new AlertEvaluator(AnnounceWithin, Zone);
        Evaluator.SetRules([_rule], Origin, Changes);
    }

    public AlertEvaluator Evaluator { get; private set; }

    public List<AlertChange> Changes { get; } = [];

    /// <summary>What happened, for example <c>raised@120 start@60, cleared@300</c>.</summary>
    public string Story => string.Join(", ", Changes.Select(Tell));

    /// <summary>Changes as text, to compare them as a whole.</summary>
    public static string Json(IReadOnlyList<AlertChange> changes) => JsonSerializer.Serialize(changes, Whole);

    /// <param name="reloads">Save and load the whole memory before each step.</param>
    public static WrittenHistory Run(string rule, string history, bool reloads = false)
    {
        var life = new WrittenHistory(rule, reloads);
        life.Go(history);
        return life;
    }

    public void Go(string history)
    {
        foreach (var step in history.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (_reloads)
            {
                Evaluator = Reload(Evaluator);
            }

            foreach (var one in Repeat(step))
            {
                Take(one, one.Split(' '));
            }
        }
    }

    /// <summary><c>0..300/60 40</c> is a reading of 40 every minute, from the first time to the last.</summary>
    static IEnumerable<string> Repeat(string step)
    {
        if (step.Split(' ', 2) is not [var times, var rest] || times.Split("..") is not [var from, var until] || until.Split('/') is not [var to, var every])
        {
            return [step];
        }

        var count = ((Number(to) - Number(from)) / Number(every)) + 1;
        return Enumerable.Range(0, (int)count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Number(from) + (i * Number(every))} {rest}"));
    }

    public static AlertEvaluator Reload(AlertEvaluator evaluator)
    {
        using var bytes = new MemoryStream();
        evaluator.Save(bytes, Guid.Empty, 1);
        Assert.True(AlertEvaluator.TryLoad(bytes.ToArray(), AnnounceWithin, Zone, out var loaded, out var problem), problem);
        return loaded.Evaluator;
    }

    public static AlertRule Rule(string text)
    {
        if (text.StartsWith('{'))
        {
            return FromJson(text.Split(" every ")[0]);
        }

        var words = text.Split(' ');
        var limits = words[1].Split('/').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        return new AlertRule
        {
            Id = "r1",
            Version = 1,
            Name = "Test rule",
            Quantity = "pm10",
            Severity = Severity.Major,
            Condition = words[0] == "above" ? Condition.Above(limits[0], limits[^1]) : Condition.Below(limits[0], limits[^1]),
            RaiseAfter = After("on"),
            ClearAfter = After("off"),
        };

        TimeSpan After(string word) => Array.IndexOf(words, word) is > 0 and var at ? TimeSpan.FromSeconds(Number(words[at + 1])) : default;
    }

    /// <param name="members">Members of a rule; id, name, quantity and severity are ours where they are not given.</param>
    static AlertRule FromJson(string members)
    {
        var json = JsonNode.Parse(members)!.AsObject();
        var whole = new JsonObject { ["name"] = "Test rule", ["quantity"] = "pm10" };
        if (!json.ContainsKey("levels"))
        {
            whole["severity"] = "major";
        }

        foreach (var (name, value) in json)
        {
            whole[name] = value?.DeepClone();
        }

        Assert.True(RuleJson.TryRead(whole.ToJsonString(), out var rule, out var error), error);
        return rule with { Id = "r1", Version = 1 };
    }

    public static Registry City(long revision, string station, int? interval, StationAttributes? attributes = null) => Registry.Empty with
    {
        Revision = revision,
        Stations = new Dictionary<string, Station> { [station] = new(station, "Celovška 12", 46.07, 14.49, "Šiška", "air") { Attributes = attributes ?? StationAttributes.None } }.ToFrozenDictionary(),
        Devices = new Dictionary<string, Device>
        {
            ["d1"] = new("d1", "Box 1", "air", station, null, Registration.Accepted, interval, null),
        }.ToFrozenDictionary(),
    };

    public static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    void Take(string step, string[] words)
    {
        var changed = _rule with { Version = _rule.Version + 1 };
        switch (words[0])
        {
            case "silent":
                var alive = words is [_, _, ['a', 'l', 'i', 'v', 'e', '=', .. var since]] ? Number(since) : 0;
                Evaluator.MarkSilent(_registry, At(words[1]), Origin + alive * 1_000, Changes);
                break;
            case "rule":
                Put(Rule(step[5..]) with { Version = changed.Version }, _now);
                break;
            case "rename":
                Put(changed with { Name = "Another name" }, Origin);
                break;
            case "scope":
                Put(changed with { Devices = [words[1]] }, At(words[2]));
                break;
            case "stations":
                Put(changed with { Stations = [words[1]] }, At(words[2]));
                break;
            case "disable":
                Put(changed with { Enabled = false }, At(words[1]));
                break;
            case "delete":
                Evaluator.SetRules([], At(words[1]), Changes);
                break;
            case "move":
                _registry = City(_registry.Revision + 1, $"s{words[1]}", (int?)_interval, _attributes);
                break;
            case "limit":
                _attributes = words[1] == "none" ? StationAttributes.None : StationAttributes.FromJson($$"""{"limit":{{words[1]}}}""");
                _registry = City(_registry.Revision + 1, "s1", (int?)_interval, _attributes);
                break;
            default:
                Read(words);
                break;
        }
    }

    void Put(AlertRule rule, long eventTime)
    {
        _rule = rule;
        Evaluator.SetRules([rule], eventTime, Changes);
    }

    void Read(string[] words)
    {
        var received = words.FirstOrDefault(w => w.StartsWith("rx=", StringComparison.Ordinal)) is { } rx ? At(rx[3..]) : At(words[0]);
        var observed = At(words[0]);
        var quality = words.Contains("fail") ? Quality.Fail : words.Contains("suspect") ? Quality.Suspect : Quality.Good;
        var reading = new Reading(
            Series, observed, received, double.Parse(words[1], CultureInfo.InvariantCulture), quality, QualityReasons.None, words.Contains("late"));
        Evaluator.Evaluate(in reading, new Series(reading.Series, "air", "ug/m3"), _registry, received, Changes);
    }

    long At(string seconds) => _now = Origin + Number(seconds) * 1_000;

    static string Tell(AlertChange change)
    {
        var kind = change.Kind.ToString().ToLowerInvariant();
        var told = string.Create(CultureInfo.InvariantCulture, $"{kind}@{(change.EventTime - Origin) / 1_000}");
        return change.Raise is { } raise ? told + string.Create(CultureInfo.InvariantCulture, $" start@{(raise.StartedAt - Origin) / 1_000}")
            : change.Reason is { } reason ? $"{told} {reason}"
            : told;
    }
}
