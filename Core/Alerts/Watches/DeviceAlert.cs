using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>An absence rule's alert about a whole device: disconnected, or a gateway from whose devices nothing comes. Not thread-safe.</summary>
/// <param name="startedAt">When it was disconnected, or heard of last.</param>
/// <param name="disconnected">It said so itself, or the broker for it; else it is found by silence.</param>
sealed class DeviceAlert(AlertRule rule, string device, long startedAt, bool disconnected, OpenAlert open)
{
    readonly HashSet<string> _hides = new(StringComparer.Ordinal);
    readonly List<OpenAlert> _suppressed = [];

    public AlertRule Rule => rule;

    public string Device => device;

    public long StartedAt => startedAt;

    public bool IsDisconnected => disconnected;

    public OpenAlert Open => open;

    /// <param name="hides">Devices behind it that are silent.</param>
    public static DeviceAlert Raise(AlertRule rule, Device device, Station? station, long startedAt, bool disconnected, int hides, long now, List<AlertChange> into)
    {
        var id = AlertId.From(rule.Id, device.Id, startedAt);
        var evidence = new AlertEvidence(rule.Version, [new EvidenceReading(startedAt, 0, Quality.Good), new EvidenceReading(now, hides, Quality.Good)], Truncated: false);
        var raised = new RaisedAlert(
            rule.Id, rule.Version, rule.Name, new SeriesId(device.Id, ""), device.Domain, "1", station?.Id, station?.District, rule.Severity, ConditionKind.Absent, 0,
            startedAt, now, hides, hides, Quality.Good, evidence) { Asked = rule.Condition, Latch = rule.Latch };
        into.Add(new AlertChange(id, TransitionKind.Raised, now, hides, hides, Raise: raised));
        return new DeviceAlert(rule, device.Id, startedAt, disconnected, new OpenAlert(id, hides) { Severity = rule.Severity });
    }

    /// <summary>A device behind it is silent: its own alert is not raised.</summary>
    public void Hide(string behind)
    {
        if (_hides.Add(behind))
        {
            open.Reach(Math.Max(open.Peak, _hides.Count));
        }
    }

    /// <summary>The alert of a device behind it, raised before this one was found out.</summary>
    public void Suppress(OpenAlert alert, long now, List<AlertChange> into)
    {
        if (_suppressed.Exists(one => one.Id == alert.Id))
        {
            return;
        }

        _suppressed.Add(alert);
        into.Add(alert.Change(TransitionKind.Suppressed, now, reason: open.Id));
    }

    public void Clear(long at, List<AlertChange> into)
    {
        into.Add(open.Change(TransitionKind.Cleared, at, _hides.Count));
        Release(at, into);
    }

    public void Close(long at, string reason, List<AlertChange> into)
    {
        into.Add(open.Change(TransitionKind.Closed, at, reason: reason));
        Release(at, into);
    }

    /// <summary>What is still silent speaks for itself again.</summary>
    void Release(long at, List<AlertChange> into) => into.AddRange(_suppressed.Select(alert => alert.Change(TransitionKind.Unsuppressed, at)));

    public void Save(BinaryWriter writer)
    {
        writer.Write(rule.Id);
        writer.Write(device);
        writer.Write(startedAt);
        writer.Write(disconnected);
        open.Save(writer);
        writer.Write(_hides.Count);
        foreach (var hidden in _hides)
        {
            writer.Write(hidden);
        }

        writer.Write(_suppressed.Count);
        _suppressed.ForEach(alert => alert.Save(writer));
    }

    public static DeviceAlert Load(BinaryReader reader, int format, AlertRule[] rules)
    {
        var id = reader.ReadString();
        var rule = Array.Find(rules, one => one.Id == id) ?? throw new InvalidDataException($"rule {id} is not among the rules.");
        var alert = new DeviceAlert(rule, reader.ReadString(), reader.ReadInt64(), reader.ReadBoolean(), OpenAlert.Load(reader, format, rule.Severity));
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            alert._hides.Add(reader.ReadString());
        }

        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            alert._suppressed.Add(OpenAlert.Load(reader, format, rule.Severity));
        }

        return alert;
    }
}
