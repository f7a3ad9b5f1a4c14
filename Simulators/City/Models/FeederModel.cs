namespace CityOps.Simulators.City.Models;

/// <summary>The 20 kV outgoing feeder of a district: it carries the sum of its transformers, and their losses.</summary>
sealed record FeederModel(IReadOnlyList<TransformerModel> Below) : IDeviceModel
{
    const double Losses = 1.02;
    const double KiloVolts = 20;
    const double PowerFactor = 0.96;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } = [new("current", "A", 1), new("power", "kW", 0)];

    public void Sample(in Moment at, Span<double> values)
    {
        var power = 0.0;
        foreach (var transformer in Below)
        {
            power += transformer.PowerAt(at) * Losses;
        }

        values[0] = power / (Math.Sqrt(3) * KiloVolts * PowerFactor);
        values[1] = power;
    }
}
