using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Tests.Ingestion.Live;

namespace CityOps.Tests.Dashboard.Live;

/// <summary>A city database of written answers, which can be away.</summary>
sealed class SomeCity
{
    readonly Lock _gate = new();
    readonly Dictionary<string, Alert> _alerts = [];
    Registry _registry = Registry.Empty;
    long _change;
    bool _away;

    readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Loads { get; private set; }

    /// <summary>Somebody has asked in vain.</summary>
    public Task Refused => _refused.Task;

    public CityReads Reads => new(
        _ => Ask<IReadOnlyList<Alert>>(() => [.. _alerts.Values.Where(a => a.IsOpen)]),
        (since, limit, _) => Ask<IReadOnlyList<Alert>>(() => [.. _alerts.Values.Where(a => a.Change > since).OrderBy(a => a.Change).Take(limit)]),
        _ => Ask(() => _change),
        _ => Ask(() => _registry.Revision),
        _ => Ask(() =>
        {
            Loads++;
            return _registry;
        }));

    public bool Away
    {
        set
        {
            lock (_gate)
            {
                _away = value;
            }
        }
    }

    /// <summary>Answers the change number.</summary>
    public long Write(Alert alert)
    {
        lock (_gate)
        {
            _alerts[alert.Id] = alert with { Change = ++_change };
            return _change;
        }
    }

    /// <summary>Each word is <c>device@station/district</c>, <c>device@station</c> or <c>device</c>; all measure pm10 of the air.</summary>
    public Registry Register(params string[] devices)
    {
        lock (_gate)
        {
            return _registry = RegistryOf(_registry.Revision + 1, devices);
        }
    }

    public static Registry RegistryOf(long revision, params string[] devices)
    {
        var words = devices.Select(word => word.Split('@', '/')).ToList();
        var stations = words.Where(w => w.Length > 1).DistinctBy(w => w[1])
            .Select(w => new Station(w[1], $"Station {w[1]}", 46, 14.5, w.Length > 2 ? w[2] : null, "air"));
        return new Registry(
            revision,
            stations.ToFrozenDictionary(s => s.Id),
            words.Select(w => new Device(w[0], w[0], "air", w.Length > 1 ? w[1] : null, null, Registration.Accepted, null, null))
                .ToFrozenDictionary(d => d.Id),
            words.Select(w => new Series(new SeriesId(w[0], "pm10"), "air", "ug/m3")).ToFrozenDictionary(s => s.Id));
    }

    public static Alert Alert(string id, Severity severity = Severity.Major, long raisedAt = LiveSome.T0, bool open = true, bool acknowledged = false) => new()
    {
        Id = id, Rule = new AlertRuleReference("r1", 1, "PM10 high"), Series = LiveSome.Series("a:pm10"), Station = "s1", District = "Šiška",
        Domain = "air", Quantity = "pm10", Unit = "ug/m3", Severity = severity, Condition = open ? AlertCondition.Active : AlertCondition.Cleared,
        StartedAt = raisedAt - 60_000, RaisedAt = raisedAt, ClearedAt = open ? null : raisedAt + 60_000, Value = 61.5, Peak = 70, Threshold = 50,
        Direction = ConditionKind.Above, Quality = Quality.Good, Revision = 1, Change = 0,
        Acknowledged = acknowledged ? new Acknowledgement("ana", raisedAt + 1_000, null) : null,
    };

    Task<T> Ask<T>(Func<T> answer)
    {
        lock (_gate)
        {
            if (!_away)
            {
                return Task.FromResult(answer());
            }

            _refused.TrySetResult();
            return Task.FromException<T>(new IOException("the database is away"));
        }
    }
}

static class LiveFeedWaits
{
    /// <summary>Looks again whenever something moved.</summary>
    public static async Task UntilAsync(this LiveFeed feed, Func<bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (condition())
            {
                met.TrySetResult();
            }
        }

        feed.Moved += Look;
        Look();
        await met.Task.WaitAsync(LiveBroker.Limit);
        feed.Moved -= Look;
    }
}
