namespace CityOps.Simulators.City.Models;

/// <summary>A waterworks: groundwater pumped into the network, clear and of even temperature.</summary>
/// <param name="MeanFlow">m3/h.</param>
sealed record WaterworksModel(ulong Key, double MeanFlow) : IDeviceModel
{
    const long Minute = 60_000;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("flow", "m3/h", 1), new("pressure", "bar", 2), new("turbidity", "NTU", 3), new("temperature", "Cel", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        // Reservoirs take the peaks, so the works see a flatter day than the zones.
        var demand = 0.4 + 0.6 * WaterZoneModel.Demand(at);
        values[0] = MeanFlow * demand * (1 + 0.02 * Noise.Smooth(Key, at.Ms, 10 * Minute));
        values[1] = 5.6 - 0.25 * (demand - 1) + 0.04 * Noise.Smooth(~Key, at.Ms, 6 * Minute);
        values[2] = 0.12 + 0.04 * Noise.Smooth(Key, at.Ms, 300 * Minute) + 0.02 * Noise.Smooth(~Key, at.Ms, 15 * Minute);
        values[3] = 11.4 + 1.1 * at.Season + 0.15 * Noise.Smooth(Key + 1, at.Ms, 120 * Minute);
    }
}
