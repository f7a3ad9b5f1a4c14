namespace CityOps.Simulators.City.Models;

/// <summary>A river gauge between low summer and ordinary autumn water: slow, and below every warning level.</summary>
/// <param name="MeanFlow">m3/s.</param>
/// <param name="LevelAtMean">cm over the gauge's zero.</param>
sealed record RiverModel(ulong Key, double MeanFlow, double LevelAtMean) : IDeviceModel
{
    const long Hour = 3_600_000;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } = [new("level", "cm", 0), new("flow", "m3/s", 2)];

    public void Sample(in Moment at, Span<double> values)
    {
        var wetness = 0.45 * Noise.Smooth(Key, at.Ms, 150 * Hour) + 0.08 * Noise.Smooth(Key, at.Ms, 26 * Hour);
        var flow = MeanFlow * (1 - 0.25 * at.Season) * Math.Exp(wetness);
        values[0] = LevelAtMean * (0.35 + 0.65 * Math.Sqrt(flow / MeanFlow));
        values[1] = flow;
    }
}
