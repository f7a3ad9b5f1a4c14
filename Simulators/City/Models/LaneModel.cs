namespace CityOps.Simulators.City.Models;

/// <summary>
/// The counter of one lane. Flow follows the city's day; speed falls with the third power of flow over capacity (the shape of the
/// BPR curve, earlier because of traffic lights), and occupancy follows from both by the effective vehicle length.
/// </summary>
/// <param name="DailyFlow">Vehicles a day.</param>
/// <param name="FreeFlow">km/h on the empty road.</param>
/// <param name="Capacity">veh/h.</param>
/// <param name="Inbound">+1 where the morning is busier, -1 where the afternoon is.</param>
sealed record LaneModel(ulong Key, double DailyFlow, double FreeFlow, double Capacity, double Inbound) : IDeviceModel
{
    const long Minute = 60_000;
    const double EffectiveLength = 6.5;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("flow", "veh/h", 0), new("speed", "km/h", 1), new("occupancy", "%", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        var tide = 1 + Inbound * 0.18 * (at.Bell(7.5, 2) - at.Bell(15.7, 2.5));
        var wander = 1 + 0.05 * Noise.Smooth(Key, at.Ms, 4 * Minute) + 0.06 * Noise.Smooth(Key, at.Ms, 35 * Minute)
            + 0.05 * Noise.Smooth(Key, at.Ms, 360 * Minute);
        var flow = Math.Max(5, DailyFlow * DailyProfile.Traffic.At(at) / 100 * tide * wander * Holidays(at));
        var mood = 1 + 0.03 * Noise.Smooth(~Key, at.Ms, 3 * Minute) + 0.02 * Noise.Smooth(~Key, at.Ms, 50 * Minute);
        var speed = FreeFlow * mood / (1 + 1.2 * Math.Pow(flow / Capacity, 3));
        values[0] = flow;
        values[1] = speed;
        values[2] = OccupancyOf(flow, speed);
    }

    /// <summary>Percent of time a detector is covered, from veh/h and km/h.</summary>
    public static double OccupancyOf(double flow, double speed) => Math.Min(95, flow * EffectiveLength / (10 * speed));

    public static double FlowOf(double occupancy, double speed) => 10 * occupancy * speed / EffectiveLength;

    // August is quieter by about a sixth.
    static double Holidays(in Moment at)
    {
        var apart = (at.DayOfYear - 224) / 12;
        return 1 - 0.17 * Math.Exp(-0.5 * apart * apart);
    }
}
