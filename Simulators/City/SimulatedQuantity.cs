namespace CityOps.Simulators.City;

/// <param name="Unit">Canonical unit of the quantity in its domain.</param>
/// <param name="Decimals">What the instrument shows.</param>
sealed record SimulatedQuantity(string Name, string Unit, int Decimals);
