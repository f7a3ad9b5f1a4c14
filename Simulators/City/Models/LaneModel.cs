using CityOps.Simulators.City.People;

namespace CityOps.Simulators.City.Models;

/// <summary>
/// The counter of one lane, on the two branches of the fundamental diagram. On a free road speed falls with the third power of flow over
/// capacity (the shape of the BPR curve, earlier because of traffic lights); in a queue the lane is dense and slow and carries less than
/// its capacity. Flow = density × speed always; occupancy is density by the effective vehicle length.
/// </summary>
/// <param name="DailyFlow">Vehicles a working day.</param>
/// <param name="FreeFlow">km/h on the empty road.</param>
/// <param name="Capacity">veh/h.</param>
/// <param name="Inbound">+1 where the morning is busier, -1 where the afternoon is.</param>
sealed record LaneModel(ulong Key, double DailyFlow, double FreeFlow, double Capacity, double Inbound) : IDeviceModel
{
    const long Minute = 60_000;
    const double EffectiveLength = 6.5;

    /// <summary>Null where none forms.</summary>
    public RecurringQueue? Queue { get; init; }

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("flow", "veh/h", 0), new("speed", "km/h", 1), new("occupancy", "%", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        var flow = Demand(at);
        var density = flow / FreeSpeed(at, flow);
        if (Queue?.At(at) is > 0 and var queued)
        {
            // Less leaves a queue than the lane could carry, and not more than came.
            var leaving = 0.92 * Math.Min(flow, 0.78 * Capacity);
            density += (leaving / QueueSpeed(at) - density) * queued;
            flow += (leaving - flow) * queued;
        }

        values[0] = flow;
        values[1] = flow / density;
        values[2] = OccupancyOf(flow, values[1]);
    }

    /// <summary>Percent of time a detector is covered, from veh/h and km/h.</summary>
    public static double OccupancyOf(double flow, double speed) => Math.Min(95, flow * EffectiveLength / (10 * speed));

    public static double FlowOf(double occupancy, double speed) => 10 * occupancy * speed / EffectiveLength;

    /// <summary>veh/h that want to pass: three in five drive inwards in the morning, and out in the afternoon.</summary>
    double Demand(in Moment at)
    {
        var tide = 1 + Inbound * 0.2 * (at.Bell(7.5, 2) - at.Bell(15.7, 2.5));
        var wander = 1 + 0.05 * Noise.Smooth(Key, at.Ms, 4 * Minute) + 0.06 * Noise.Smooth(Key, at.Ms, 35 * Minute)
            + 0.05 * Noise.Smooth(Key, at.Ms, 360 * Minute);
        return Math.Max(5, DailyFlow * CityTraffic.At(at) / 100 * tide * wander);
    }

    double FreeSpeed(in Moment at, double flow)
    {
        var mood = 1 + 0.03 * Noise.Smooth(~Key, at.Ms, 3 * Minute) + 0.02 * Noise.Smooth(~Key, at.Ms, 50 * Minute);
        var road = (1 - 0.05 * Math.Min(1, at.Weather.Rain / 2)) * (1 - 0.22 * at.Weather.Snow);
        var full = flow / Capacity;
        return FreeFlow * mood * road / (1 + 1.2 * full * full * full);
    }

    // Stop and go.
    double QueueSpeed(in Moment at) => (7 + 0.24 * FreeFlow) * (1 + 0.1 * Noise.Smooth(Key + 1, at.Ms, 5 * Minute));
}
