namespace CityOps.Simulators.City.Models;

/// <summary>A pressure zone: inflow follows the day and the heat, gardens on warm evenings; pressure gives way to demand.</summary>
/// <param name="MeanFlow">m3/h.</param>
/// <param name="RestPressure">bar at mean demand, 4.2 to 5.3.</param>
sealed record WaterZoneModel(ulong Key, double MeanFlow, double RestPressure) : IDeviceModel
{
    const long Minute = 60_000;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } = [new("pressure", "bar", 2), new("flow", "m3/h", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        var demand = Demand(at) * (1 + 0.05 * Noise.Smooth(Key, at.Ms, 12 * Minute));
        values[0] = RestPressure - 0.45 * (demand - 1) + 0.05 * Noise.Smooth(~Key, at.Ms, 5 * Minute);
        values[1] = MeanFlow * demand;
    }

    /// <summary>Multiple of the mean of a cool day.</summary>
    public static double Demand(in Moment at) => DailyProfile.Water.At(at) * (1 + 0.012 * Math.Max(0, at.Weather.Warmth - 15)) + Gardens(at);

    /// <summary>On warm dry days gardens are watered, mostly in the evening.</summary>
    static double Gardens(in Moment at) =>
        Math.Clamp((at.Weather.Warmth - 18) / 7, 0, 1) * (1 - at.Weather.Washed) * (0.34 * at.Bell(20.2, 1.1) + 0.14 * at.Bell(6.2, 0.9));
}
