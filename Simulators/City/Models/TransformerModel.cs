namespace CityOps.Simulators.City.Models;

/// <summary>A 20/0.4 kV transformer substation: load by the hour, voltage that sags with it, oil that warms behind it.</summary>
/// <param name="Rating">kVA.</param>
/// <param name="MeanLoad">% on a mild working day, 38 to 52.</param>
sealed record TransformerModel(ulong Key, double Rating, double MeanLoad) : IDeviceModel
{
    const long Minute = 60_000;
    const double PowerFactor = 0.96;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("load", "%", 1), new("power", "kW", 1), new("voltage", "V", 1), new("oilTemperature", "Cel", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        var season = 1 + 0.12 * at.Winter + 0.012 * Math.Max(0, at.Outdoor - 24);
        var trend = MeanLoad * DailyProfile.Power.At(at) * season * (1 + 0.03 * Noise.Smooth(Key, at.Ms, 100 * Minute));
        var load = trend * (1 + 0.04 * Noise.Smooth(Key, at.Ms, 6 * Minute));
        values[0] = load;
        values[1] = Rating * PowerFactor * load / 100;
        values[2] = 233 + Noise.Between(Key, 0, -2, 2) - 0.09 * load + 1.2 * Noise.Smooth(~Key, at.Ms, 4 * Minute);
        // The oil takes hours: it follows the trend, not the moment.
        values[3] = at.Outdoor + 18 + 34 * Math.Pow(trend / 100, 1.6);
    }
}
