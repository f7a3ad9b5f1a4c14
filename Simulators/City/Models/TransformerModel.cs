namespace CityOps.Simulators.City.Models;

/// <summary>A 20/0.4 kV transformer substation: load by the hour, voltage that sags with it, oil that warms behind it.</summary>
/// <param name="Feeder">Key of the feeder it hangs on, whose customers have their habits in common.</param>
/// <param name="Rating">kVA.</param>
/// <param name="MeanLoad">% on a mild working day, 38 to 52.</param>
sealed record TransformerModel(ulong Key, ulong Feeder, double Rating, double MeanLoad) : IDeviceModel
{
    const long Minute = 60_000;
    const double PowerFactor = 0.96;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("load", "%", 1), new("power", "kW", 1), new("voltage", "V", 1), new("oilTemperature", "Cel", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        var trend = Trend(at);
        var load = trend * Wander(at);
        values[0] = load;
        values[1] = Rating * PowerFactor * load / 100;
        values[2] = 233 + Noise.Between(Key, 0, -2, 2) - 0.09 * load + 1.2 * Noise.Smooth(~Key, at.Ms, 4 * Minute);
        // The oil takes hours: it follows the trend, not the moment.
        values[3] = at.Outdoor + 18 + 34 * Math.Pow(trend / 100, 1.6);
    }

    /// <summary>kW.</summary>
    public double PowerAt(in Moment at) => Rating * PowerFactor * Trend(at) * Wander(at) / 100;

    double Trend(in Moment at)
    {
        var season = 1 + 0.12 * at.Winter + 0.01 * Math.Max(0, at.Outdoor - 24);
        return MeanLoad * DailyProfile.Power.At(at) * season
            * (1 + 0.035 * Noise.Smooth(Feeder, at.Ms, 100 * Minute) + 0.012 * Noise.Smooth(Key, at.Ms, 130 * Minute));
    }

    double Wander(in Moment at) => 1 + 0.02 * Noise.Smooth(Feeder, at.Ms, 8 * Minute) + 0.025 * Noise.Smooth(Key, at.Ms, 6 * Minute);
}
