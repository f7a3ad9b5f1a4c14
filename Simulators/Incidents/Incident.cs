using System.Collections.Frozen;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>
/// Something that goes wrong somewhere for a while and is then over: a pure function of device and time. Times are Unix ms of the
/// city's clock. Immutable; safe to share.
/// </summary>
sealed class Incident
{
    /// <summary>While a short one runs, and for a while after, its devices report at least this often: they notice that something is happening.</summary>
    public const long ReportEveryMs = 5_000;
    public const long ReportAfterEndMs = 45_000;
    const int ReportsInALongOne = 120;

    readonly FrozenDictionary<SimulatedDevice, Impact> impacts;

    public Incident(string id, IncidentKind kind, string place, double size, long startMs, long endMs, IEnumerable<Impact> impacts)
    {
        (Id, Kind, Place, Size, StartMs, EndMs) = (id, kind, place, size, startMs, endMs);
        this.impacts = impacts.ToFrozenDictionary(impact => impact.Device);
    }

    public string Id { get; }
    public IncidentKind Kind { get; }
    /// <summary>As <see cref="IncidentKind"/> names its places.</summary>
    public string Place { get; }
    /// <summary>Above 0 to 1.</summary>
    public double Size { get; }
    public long StartMs { get; }
    public long EndMs { get; }

    /// <summary>In the order in which they are hit.</summary>
    public IEnumerable<Impact> Impacts => impacts.Values.OrderBy(i => i.Course.OnsetMs).ThenBy(i => i.Device.Id, StringComparer.Ordinal);

    /// <summary>The longest time between two reports of its devices, apart from their own interval.</summary>
    public long ReportEvery => Math.Max(ReportEveryMs, (EndMs - StartMs) / ReportsInALongOne);

    public Impact? On(SimulatedDevice device) => impacts.GetValueOrDefault(device);

    public bool Silences(SimulatedDevice device, long ms) => On(device)?.SilencesAt(ms) ?? false;

    public void Apply(SimulatedDevice device, long ms, Span<double> values) => On(device)?.Apply(ms, values);

    /// <summary>The next extra report it asks of a device after a moment, or null.</summary>
    public long? NextReport(SimulatedDevice device, long afterMs)
    {
        if (On(device) is not { } impact)
        {
            return null;
        }

        var onset = impact.Course.OnsetMs;
        var next = afterMs < onset ? onset : onset + ((afterMs - onset) / ReportEvery + 1) * ReportEvery;
        return next <= impact.Course.GoneMs + ReportAfterEndMs ? next : null;
    }

    /// <summary>Everything of it is over, late reports included.</summary>
    public bool IsOver(long ms) => ms > EndMs + ReportAfterEndMs && impacts.Values.All(i => ms > i.Course.GoneMs + ReportAfterEndMs);

    /// <summary>The same, ended by somebody at a moment: what has not come yet does not come, the rest goes as fast as it would have gone.</summary>
    public Incident Stopped(long ms)
    {
        var rest = impacts.Values.Select(i => i.Stopped(ms)).OfType<Impact>().ToList();
        var end = rest.Count == 0 ? ms : Math.Max(ms, rest.Max(i => i.Course.GoneMs));
        return new Incident(Id, Kind, Place, Size, StartMs, Math.Min(end, EndMs), rest);
    }
}
