namespace CityOps.Simulators.City.Models;

/// <summary>A reservoir that fills by night and empties by day.</summary>
/// <param name="Depth">m when full.</param>
sealed record ReservoirModel(ulong Key, double Depth) : IDeviceModel
{
    const long Minute = 60_000;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } = [new("fill", "%", 1), new("level", "m", 2)];

    public void Sample(in Moment at, Span<double> values)
    {
        var fill = 68 + 14 * Math.Cos(2 * Math.PI * (at.Hour - 5.5) / 24) + 4 * Noise.Smooth(Key, at.Ms, 420 * Minute);
        values[0] = fill;
        values[1] = Depth * fill / 100;
    }
}
