namespace CityOps.Simulators.City.Models;

/// <summary>
/// A district-heating substation or plant on hot water: the supply follows the heating curve (70 Cel from +10 outdoors up to
/// 125 at -13), power follows outdoor temperature and wind, flow follows from power and cooling (1.163 kWh per m3 and K).
/// </summary>
/// <param name="Nominal">MW at -13 Cel.</param>
sealed record HeatModel(ulong Key, double Nominal) : IDeviceModel
{
    const long Minute = 60_000;
    const double MwPerCubicMetreKelvin = 0.001163;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("supplyTemperature", "Cel", 1), new("returnTemperature", "Cel", 1), new("power", "MW", 3), new("flow", "m3/h", 2)];

    public void Sample(in Moment at, Span<double> values)
    {
        var supply = Curve(at.Outdoor) + 0.6 * Noise.Smooth(Key, at.Ms, 20 * Minute);
        var back = 42 + Noise.Between(Key, 0, 0, 5) + 0.16 * (supply - 70) + Noise.Smooth(~Key, at.Ms, 70 * Minute);
        var need = 0.08 + 0.92 * Math.Clamp((16 - at.Outdoor) / 29, 0, 1) * (1 + 0.012 * Math.Min(6, at.Weather.Wind));
        var power = Nominal * need * DailyProfile.Heat.At(at) * (1 + 0.03 * Noise.Smooth(Key, at.Ms, 15 * Minute));
        values[0] = supply;
        values[1] = back;
        values[2] = power;
        values[3] = FlowOf(power, supply - back);
    }

    public static double Curve(double outdoor) => 70 + 55 * Math.Clamp((10 - outdoor) / 23, 0, 1.05);

    /// <summary>m3/h that carry a power in MW at a cooling in K.</summary>
    public static double FlowOf(double power, double cooling) => power / (MwPerCubicMetreKelvin * cooling);
}
