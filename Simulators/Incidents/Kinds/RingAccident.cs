using CityOps.Core.Alerts;
using CityOps.Simulators.City;
using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// Lanes are blocked for an hour: the queue's tail travels upstream at 18 km/h, and its head dissolves at 20 km/h once the lanes
/// are free (shock waves of the fundamental diagram; 15 to 20 km/h are observed on motorways). Downstream the road is half empty.
/// </summary>
static class RingAccident
{
    const double GrowthMinutesPerKm = 60.0 / 18;
    const double DissolvingMinutesPerKm = 60.0 / 20;
    const double ClearedAfter = 60;
    const double ShortestQueueKm = 2;
    const double LongestQueueKm = 8;
    const double EmptyKm = 5;

    public static IncidentKind Kind { get; } = new(Places, Lay)
    {
        Id = "ring-accident",
        Name = new LocalText("Accident on the ring", "Nesreča na obvoznici"),
        Sentence = new LocalText(
            "Lanes are blocked at an interchange: the queue grows upstream at 18 km/h and dissolves from its head.",
            "Pri priključku so zaprti pasovi: kolona raste proti toku s 18 km/h in se sprosti od začetka."),
        NaturalDuration = TimeSpan.FromMinutes(95),
        DemoDuration = TimeSpan.FromMinutes(6),
    };

    static IReadOnlyList<string> Places(SimulatedCity city) => RingRoad.Of(city).Interchanges;

    static IEnumerable<Impact> Lay(Scene scene)
    {
        var queue = ShortestQueueKm + (LongestQueueKm - ShortestQueueKm) * scene.Size;
        foreach (var (device, km) in RingRoad.Of(scene.City).From(scene.Place))
        {
            if (km >= 0 && km <= queue)
            {
                var onset = km * GrowthMinutesPerKm;
                var fall = ClearedAfter + km * DissolvingMinutesPerKm;
                yield return new Impact(device, scene.Course(onset, onset + 4, fall, fall + 6), [Push.To("speed", 6), Push.To("occupancy", 58)], Queued);
            }
            else if (km < 0 && km >= -EmptyKm)
            {
                yield return new Impact(device, scene.Course(1, 6, ClearedAfter, ClearedAfter + 8), [Push.By("flow", 0.45)], Thinned);
            }
        }
    }

    /// <summary>What passes bumper to bumper.</summary>
    static void Queued(SimulatedDevice device, double strength, ReadOnlySpan<double> before, Span<double> values) =>
        values[device.IndexOf("flow")] = LaneModel.FlowOf(values[device.IndexOf("occupancy")], values[device.IndexOf("speed")]);

    static void Thinned(SimulatedDevice device, double strength, ReadOnlySpan<double> before, Span<double> values) =>
        values[device.IndexOf("occupancy")] = LaneModel.OccupancyOf(values[device.IndexOf("flow")], values[device.IndexOf("speed")]);
}
