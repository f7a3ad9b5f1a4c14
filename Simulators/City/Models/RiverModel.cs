namespace CityOps.Simulators.City.Models;

/// <summary>
/// A river gauge: slow water of its season, and what rain of the last days brings, through the response of its catchment. Above
/// <see cref="Most"/>, below the first high-water mark, only incidents take it.
/// </summary>
/// <param name="MeanFlow">m3/s.</param>
/// <param name="LevelAtMean">cm over the gauge's zero.</param>
/// <param name="Most">m3/s that heavy rain nears.</param>
/// <param name="Rise">m3/s for a steady mm/h.</param>
/// <param name="LagHours">From rain to crest.</param>
sealed record RiverModel(ulong Key, double MeanFlow, double LevelAtMean, double Most, double Rise, double LagHours) : IDeviceModel
{
    const long Hour = 3_600_000;
    const int Steps = 24;

    // A unit hydrograph: up to the crest in one lag, away over three more.
    static readonly double[] Response = [.. Shares()];

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } = [new("level", "cm", 0), new("flow", "m3/s", 2)];

    public void Sample(in Moment at, Span<double> values)
    {
        var wetness = 0.3 * Noise.Smooth(Key, at.Ms, 150 * Hour) + 0.05 * Noise.Smooth(Key, at.Ms, 26 * Hour);
        var slow = MeanFlow * (0.8 - 0.25 * at.Season) * Math.Exp(wetness);
        var flow = Curve.Below(Most, 0.5 * Most, slow + Rise * RecentRain(at));
        values[0] = LevelAtMean * (0.35 + 0.65 * Math.Sqrt(flow / MeanFlow));
        values[1] = flow;
    }

    /// <summary>mm/h, each hour weighed by how much of it arrives now.</summary>
    double RecentRain(in Moment at)
    {
        var rain = 0.0;
        for (var i = 0; i < Steps; i++)
        {
            var before = (i + 0.5) * 4 * LagHours / Steps;
            rain += Response[i] * at.Sky.CatchmentRain(at.Ms - (long)(before * Hour), at.Season);
        }

        return rain;
    }

    static IEnumerable<double> Shares()
    {
        // t·e^(1-t): its crest is at 1.
        var raw = Enumerable.Range(0, Steps).Select(i => (i + 0.5) * 4 / Steps).Select(t => t * Math.Exp(1 - t) * Curve.Step((4 - t) / 1.5)).ToList();
        return raw.Select(value => value / raw.Sum());
    }
}
