using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Alerts;
using CityOps.Simulators;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Core.Alerts;

namespace CityOps.Tests.Simulators.Incidents;

/// <summary>Plays a city without a broker, second by second, into the evaluator with all rules that a demo has: the fast way to its alerts.</summary>
sealed class JudgedCity
{
    const long LookForSilenceMs = 1_000;

    readonly SimulatedCity city;
    readonly Registry registry;
    readonly AlertEvaluator evaluator = new(TimeSpan.FromMinutes(15), WrittenHistory.Zone);
    readonly List<AlertChange> changes = [];
    readonly Dictionary<string, Series> series = [];
    readonly HashSet<string> silent = [];
    readonly double[] values = new double[SimulatedCity.MaxQuantities];
    Incident[] incidents = [];

    public JudgedCity(SimulatedCity city)
    {
        this.city = city;
        registry = RegistryOf(city);
        evaluator.SetRules(Rules, 0, changes);
    }

    /// <summary>Those of the demo, and those that every city starts with.</summary>
    public static IReadOnlyList<AlertRule> Rules { get; } =
        [.. DemoRules.All.Select((rule, n) => rule with { Id = $"demo-{n}", Version = 1 }), .. StarterRules.Load()];

    /// <summary>What was raised so far.</summary>
    public IReadOnlyList<SeenAlert> Alerts =>
    [
        .. changes.Where(change => change.Raise is not null).Select(change => new SeenAlert(
            change.Raise!.RuleName, SubjectOf(change.Raise), change.Raise.Severity, change.Raise.RaisedAt,
            changes.FirstOrDefault(other => other.AlertId == change.AlertId && other.Kind == TransitionKind.Cleared)?.EventTime)),
    ];

    /// <summary>All severities that an alert of a rule went through, in their order.</summary>
    public IEnumerable<string> SeveritiesOf(string rule) =>
        from raised in changes
        where raised.Raise?.RuleName == rule
        from change in changes
        where change.AlertId == raised.AlertId && change.Kind is TransitionKind.Raised or TransitionKind.Severity
        select change.Reason ?? change.Raise!.Severity.ToString().ToLowerInvariant();

    public void Play(long fromMs, long toMs, params Incident[] now)
    {
        incidents = now;
        var due = new PriorityQueue<SimulatedDevice, (long, string)>();
        var whole = city.Devices.ToDictionary(device => device, device => new CityDevice(city.Seed, device));
        foreach (var device in city.Devices)
        {
            Next(device, fromMs);
        }

        var look = fromMs;
        while (due.TryDequeue(out var device, out var key) && key.Item1 < toMs)
        {
            for (; look < key.Item1; look += LookForSilenceMs)
            {
                evaluator.MarkSilent(registry, look, fromMs, changes);
            }

            Report(device, key.Item1);
            Next(device, key.Item1);
        }

        void Next(SimulatedDevice device, long after) => due.Enqueue(device, (LivePlay.NextReport(whole[device], incidents, after), device.Id));
    }

    void Report(SimulatedDevice device, long at)
    {
        if (Array.Exists(incidents, incident => incident.Silences(device, at)))
        {
            if (silent.Add(device.Id))
            {
                evaluator.SetConnection(device.Id, online: false, at, changes);
            }

            return;
        }

        if (silent.Remove(device.Id))
        {
            evaluator.SetConnection(device.Id, online: true, at, changes);
        }

        var sampled = city.Sample(device, at, incidents, values);
        for (var i = 0; i < sampled.Length; i++)
        {
            var reading = new Reading(new SeriesId(device.Id, device.Quantities[i].Name), at, at, sampled[i], Quality.Good, QualityReasons.None, Late: false);
            evaluator.Evaluate(in reading, SeriesOf(device, i), registry, at, changes);
        }
    }

    Series SeriesOf(SimulatedDevice device, int i)
    {
        var name = $"{device.Id}:{device.Quantities[i].Name}";
        return series.TryGetValue(name, out var known) ? known
            : series[name] = new Series(new SeriesId(device.Id, device.Quantities[i].Name), device.Domain, device.Quantities[i].Unit);
    }

    /// <summary>An alert about a whole device has a series without a quantity.</summary>
    static string SubjectOf(RaisedAlert raise) => raise.Series == default ? SeenAlert.SubjectFrom(null, null, raise.Station, raise.District)
        : raise.Series.Quantity.Length == 0 ? raise.Series.Device : raise.Series.ToString();

    static Registry RegistryOf(SimulatedCity city) => Registry.Empty with
    {
        Revision = 1,
        Stations = city.Devices.DistinctBy(d => d.StationId)
            .Select(d => new Station(d.StationId, d.Name, d.At.Lat, d.At.Lon, d.District, d.Domain)).ToFrozenDictionary(station => station.Id),
        Devices = city.Devices
            .Select(d => new Device(d.Id, d.Name, d.Domain, d.StationId, d.Gateway, Registration.Accepted, d.IntervalSeconds, null)).ToFrozenDictionary(device => device.Id),
    };
}
