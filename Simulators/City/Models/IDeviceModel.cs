namespace CityOps.Simulators.City.Models;

/// <summary>What one device would measure in a city where nothing goes wrong. Pure: the same moment gives the same values.</summary>
interface IDeviceModel
{
    IReadOnlyList<SimulatedQuantity> Quantities { get; }

    /// <summary>Fills one value per quantity, in their order.</summary>
    void Sample(in Moment at, Span<double> values);
}
