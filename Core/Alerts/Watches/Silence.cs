using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// Judges absence for the whole city: series one by one, devices that say goodbye, and gateways whose silence explains that of all behind them, so
/// that it is one alert and not thousands. Not thread-safe. Times are Unix ms, of our clock.
/// </summary>
sealed class Silence(SeriesMap<SeriesMemory> series)
{
    readonly Gateways _gateways = new();
    readonly Dictionary<string, long> _offline = new(StringComparer.Ordinal);
    readonly SortedDictionary<(string Rule, string Device), DeviceAlert> _alerts = [];

    /// <summary>Devices behind a gateway that came back are not silent before they had their time again.</summary>
    readonly Dictionary<string, long> _backSince = new(StringComparer.Ordinal);

    public IEnumerable<DeviceAlert> Alerts => _alerts.Values;

    /// <summary>What a device, or the broker for it, says of its connection.</summary>
    public void SetConnection(string device, bool online, long at, List<AlertChange> into)
    {
        if (!online)
        {
            _offline.TryAdd(device, at);
        }
        else if (_offline.Remove(device))
        {
            End(device, at, into, alert => alert.IsDisconnected);
        }
    }

    /// <summary>Something came from a device: it is there, and so is its gateway.</summary>
    public void Arrive(string device, string? gateway, long receivedAt, List<AlertChange> into)
    {
        if (_alerts.Count == 0)
        {
            return;
        }

        EndAfter(device, receivedAt, into);
        if (gateway is not null)
        {
            EndAfter(gateway, receivedAt, into);
        }
    }

    public void Look(AlertRule[] rules, Registry registry, long now, long aliveSince, List<AlertChange> into)
    {
        if (!Array.Exists(rules, rule => rule.Condition.Kind == ConditionKind.Absent))
        {
            return;
        }

        _gateways.Draw(registry);
        _gateways.Begin();
        foreach (var one in series.Values)
        {
            if (registry.Devices.GetValueOrDefault(one.Id.Device)?.Gateway is { } gateway)
            {
                _gateways.Hear(gateway, one);
            }
        }

        foreach (var one in series.Values)
        {
            if (one.HasAbsence)
            {
                Look(one, registry, now, aliveSince, into);
            }
        }
    }

    /// <summary>Closes alerts of rules that went, or ask something else.</summary>
    public void SetRules(AlertRule[] rules, long eventTime, List<AlertChange> into)
    {
        foreach (var (key, alert) in _alerts.ToList())
        {
            if (Array.Find(rules, rule => rule.Id == key.Rule) is not { Condition.Kind: ConditionKind.Absent })
            {
                alert.Close(eventTime, CloseReasons.RuleDisabled, into);
                _alerts.Remove(key);
            }
        }
    }

    public bool TryAdopt(AlertRule rule, Alert alert)
    {
        var open = new OpenAlert(alert.Id, alert.Peak) { Severity = alert.Severity };
        return rule.Condition.Kind == ConditionKind.Absent && alert.Device is { } device && _alerts.TryAdd((rule.Id, device), new DeviceAlert(rule, device, alert.StartedAt, disconnected: false, open));
    }

    public void Load(DeviceAlert alert) => _alerts[(alert.Rule.Id, alert.Device)] = alert;

    void Look(SeriesMemory one, Registry registry, long now, long aliveSince, List<AlertChange> into)
    {
        var device = registry.Devices.GetValueOrDefault(one.Id.Device);
        var since = device?.Gateway is { } back && _backSince.TryGetValue(back, out var at) ? Math.Max(at, aliveSince) : aliveSince;
        foreach (var watch in one.Watches)
        {
            if (watch is not AbsenceWatch absence)
            {
                continue;
            }

            var offline = device is not null && _offline.TryGetValue(device.Id, out var left) && left >= one.Rhythm.LastReceivedAt ? DeviceAlertOf(absence.Rule, device, left, true, registry, now, into) : null;
            if (offline is not null || !absence.IsDue(one, now, since))
            {
                continue;
            }

            if (GatewayAlertOf(absence.Rule, device, registry, now, since, into) is { } gateway)
            {
                gateway.Hide(one.Id.Device);
            }
            else
            {
                absence.Raise(one, now, into);
            }
        }
    }

    DeviceAlert? GatewayAlertOf(AlertRule rule, Device? device, Registry registry, long now, long aliveSince, List<AlertChange> into)
    {
        if (device?.Gateway is not { } id || !registry.Devices.TryGetValue(id, out var gateway))
        {
            return null;
        }

        if (_alerts.TryGetValue((rule.Id, id), out var known))
        {
            return known;
        }

        return _offline.TryGetValue(id, out var left) ? DeviceAlertOf(rule, gateway, left, true, registry, now, into)
            : _gateways.DeadSince(id, now, aliveSince) is { } dead ? DeviceAlertOf(rule, gateway, dead, false, registry, now, into)
            : null;
    }

    DeviceAlert DeviceAlertOf(AlertRule rule, Device device, long startedAt, bool disconnected, Registry registry, long now, List<AlertChange> into)
    {
        if (!_alerts.TryGetValue((rule.Id, device.Id), out var alert))
        {
            alert = DeviceAlert.Raise(rule, device, registry.StationOf(device.Id), startedAt, disconnected, 0, now, into);
            _alerts.Add((rule.Id, device.Id), alert);
            HideRaised(alert, registry, now, into);
        }

        return alert;
    }

    /// <summary>Alerts of devices behind it that came before the gateway was found out are explained by it.</summary>
    void HideRaised(DeviceAlert gateway, Registry registry, long now, List<AlertChange> into)
    {
        foreach (var one in series.Values.Where(one => one.HasAbsence && registry.Devices.GetValueOrDefault(one.Id.Device)?.Gateway == gateway.Device))
        {
            foreach (var watch in one.Watches.Where(watch => watch is AbsenceWatch { Alert: not null }))
            {
                gateway.Suppress(watch.Alert!, now, into);
                gateway.Hide(one.Id.Device);
            }
        }
    }

    void EndAfter(string device, long receivedAt, List<AlertChange> into)
    {
        if (_offline.TryGetValue(device, out var left) && receivedAt > left)
        {
            _offline.Remove(device);
        }

        End(device, receivedAt, into, alert => receivedAt > alert.StartedAt);
    }

    void End(string device, long at, List<AlertChange> into, Func<DeviceAlert, bool> ends)
    {
        foreach (var (key, alert) in _alerts.Where(pair => pair.Key.Device == device && ends(pair.Value)).ToList())
        {
            alert.Clear(at, into);
            _alerts.Remove(key);
            _backSince[device] = at;
        }
    }
}
