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
    readonly SortedDictionary<(string Rule, string Device), DeviceAlert> _alerts = new(RuleAndPlace.Order);
    readonly Dictionary<string, List<DeviceAlert>> _byDevice = new(StringComparer.Ordinal);

    /// <summary>Alerts whose rule still watches something of their device; the others go at the end of a look.</summary>
    readonly HashSet<DeviceAlert> _watched = [];

    /// <summary>Devices that came back, or whose gateway did, are not silent before they had their time again.</summary>
    readonly Dictionary<string, long> _backSince = new(StringComparer.Ordinal);

    public IEnumerable<DeviceAlert> Alerts => _alerts.Values;

    /// <summary>What a device, or the broker for it, says of its connection.</summary>
    public void SetConnection(string device, bool online, long at, List<AlertChange> into)
    {
        if (online)
        {
            if (_offline.Remove(device))
            {
                _backSince[device] = at;
            }

            End(device, at, into, alert => alert.IsDisconnected);
        }
        else
        {
            _offline.TryAdd(device, at);
        }
    }

    /// <summary>Something came from a device: it is there, and so is its gateway.</summary>
    public void Arrive(string device, string? gateway, long receivedAt, List<AlertChange> into)
    {
        if (_offline.Count > 0 || _alerts.Count > 0)
        {
            EndAfter(device, receivedAt, into);
            if (gateway is not null)
            {
                EndAfter(gateway, receivedAt, into);
            }
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
            _gateways.Hear(one, registry.Devices.GetValueOrDefault(one.Id.Device)?.Gateway, now, aliveSince);
        }

        _watched.Clear();
        foreach (var one in series.Values)
        {
            if (one.HasAbsence)
            {
                Look(one, registry, now, aliveSince, into);
            }
        }

        foreach (var alert in _alerts.Values.Where(alert => !_watched.Contains(alert)).ToList())
        {
            alert.Close(now, CloseReasons.RuleChanged, into);
            Remove(alert);
        }
    }

    /// <summary>Closes alerts of rules that went, or ask something else.</summary>
    public void SetRules(AlertRule[] rules, long eventTime, List<AlertChange> into)
    {
        foreach (var alert in _alerts.Values.ToList())
        {
            if (Array.Find(rules, rule => rule.Id == alert.Rule.Id) is not { Condition.Kind: ConditionKind.Absent })
            {
                alert.Close(eventTime, CloseReasons.RuleDisabled, into);
                Remove(alert);
            }
        }
    }

    public bool TryAdopt(AlertRule rule, Alert alert)
    {
        if (rule.Condition.Kind != ConditionKind.Absent || alert.Device is not { } device)
        {
            return false;
        }

        if (_alerts.TryGetValue((rule.Id, device), out var known))
        {
            return known.Open.Id == alert.Id;
        }

        Load(new DeviceAlert(rule, device, alert.StartedAt, disconnected: true, new OpenAlert(alert.Id, alert.Peak) { Severity = alert.Severity }));
        return true;
    }

    public void Load(DeviceAlert alert)
    {
        _alerts[(alert.Rule.Id, alert.Device)] = alert;
        _byDevice.TryAdd(alert.Device, []);
        _byDevice[alert.Device].Add(alert);
    }

    void Look(SeriesMemory one, Registry registry, long now, long aliveSince, List<AlertChange> into)
    {
        var device = registry.Devices.GetValueOrDefault(one.Id.Device);
        var since = Math.Max(aliveSince, Math.Max(BackSince(one.Id.Device), BackSince(device?.Gateway)));
        foreach (var watch in one.Watches)
        {
            if (watch is AbsenceWatch absence)
            {
                absence.Leave(now, into);
                Look(one, absence, device, registry, now, since, into);
            }
        }
    }

    void Look(SeriesMemory one, AbsenceWatch absence, Device? device, Registry registry, long now, long since, List<AlertChange> into)
    {
        var rule = absence.Rule;
        Keep(rule, one.Id.Device);
        var gateway = device?.Gateway is { } id ? Keep(rule, id) ?? (IsOffline(id) ? RaiseOf(rule, id, device, _offline[id], true, registry, now, into, absence) : null) : null;
        if (device is not null && _offline.TryGetValue(device.Id, out var left) && left >= one.Rhythm.LastReceivedAt)
        {
            if ((Keep(rule, device.Id) ?? RaiseOf(rule, device.Id, device, left, true, registry, now, into, absence)) is { } away && absence.Alert is { } own)
            {
                away.Suppress(own, now, into);
            }

            return;
        }

        if (!absence.IsDue(one, now, since))
        {
            return;
        }

        gateway ??= device?.Gateway is { } silent && _gateways.DeadSince(silent, one.Id.Device, now, since) is { } dead
            ? RaiseOf(rule, silent, device, dead, false, registry, now, into, absence) : null;
        if (gateway is not null)
        {
            gateway.Hide(one.Id.Device);
        }
        else
        {
            absence.Raise(one, now, into);
        }
    }

    long BackSince(string? device) => device is not null && _backSince.TryGetValue(device, out var at) ? at : long.MinValue;

    bool IsOffline(string device) => _offline.ContainsKey(device);

    DeviceAlert? Keep(AlertRule rule, string device)
    {
        if (_alerts.TryGetValue((rule.Id, device), out var alert))
        {
            _watched.Add(alert);
        }

        return alert;
    }

    /// <summary>Null outside of the rule's hours.</summary>
    /// <param name="behind">A device behind it, whose domain it has where it is no device itself.</param>
    DeviceAlert? RaiseOf(
        AlertRule rule, string id, Device behind, long startedAt, bool disconnected, Registry registry, long now, List<AlertChange> into, AbsenceWatch absence)
    {
        if (!absence.IsInForce(now))
        {
            return null;
        }

        var device = registry.Devices.GetValueOrDefault(id) ?? new Device(id, id, behind.Domain, null, null, Registration.Discovered, null, null);
        var alert = DeviceAlert.Raise(rule, device, registry.StationOf(id), startedAt, disconnected, 0, now, into);
        Load(alert);
        _watched.Add(alert);
        HideRaised(alert, now, into);
        return alert;
    }

    /// <summary>Alerts of its own series, and of devices behind it, that came before are explained by it.</summary>
    void HideRaised(DeviceAlert alert, long now, List<AlertChange> into)
    {
        foreach (var one in _gateways.SeriesOf(alert.Device))
        {
            foreach (var watch in one.Watches.Where(watch => watch is AbsenceWatch { Alert: not null }))
            {
                alert.Suppress(watch.Alert!, now, into);
                alert.Hide(one.Id.Device);
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
        if (!_byDevice.TryGetValue(device, out var alerts))
        {
            return;
        }

        foreach (var alert in alerts.Where(ends).OrderBy(alert => alert.Rule.Id, StringComparer.Ordinal).ToList())
        {
            alert.Clear(at, into);
            Remove(alert);
            _backSince[device] = at;
        }
    }

    void Remove(DeviceAlert alert)
    {
        _alerts.Remove((alert.Rule.Id, alert.Device));
        if (_byDevice.TryGetValue(alert.Device, out var alerts) && alerts.Remove(alert) && alerts.Count == 0)
        {
            _byDevice.Remove(alert.Device);
        }
    }
}
