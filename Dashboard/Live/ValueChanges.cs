using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <param name="Version">To be given with the next question.</param>
/// <param name="Readings">In no order.</param>
public readonly record struct ValueChanges(long Version, IReadOnlyList<Reading> Readings);
