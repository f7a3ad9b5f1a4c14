using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>What a condition is stepped by: a reading, or what a measure makes of several.</summary>
/// <param name="T">Event time in Unix ms: of the reading that gave it; of a tumbling window its end.</param>
/// <param name="At">ObservedAt of the reading at whose coming it was known.</param>
/// <param name="AfterHole">A run that was under way does not go on.</param>
readonly record struct Sample(long T, long At, double V, Quality Q, bool AfterHole);
