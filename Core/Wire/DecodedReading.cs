using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>One value as it came out of a payload, before it is judged.</summary>
/// <param name="Spec">Null for a quantity we know nothing of.</param>
/// <param name="Unit">
/// The unit of <paramref name="Value"/>: the canonical one, or for a quantity without spec the one the device gave. Null where it gave none
/// either: then it is the unit of the series, or <see cref="Units.Dimensionless"/> for a new one.
/// </param>
/// <param name="ObservedAt">Unix ms.</param>
/// <param name="Value">Finite, never negative zero.</param>
/// <param name="ClockAhead">The time was 60 s or more ahead of ours, but not so far as to be refused.</param>
public readonly record struct DecodedReading(
    string Quantity, QuantitySpec? Spec, string? Unit, long ObservedAt, double Value, bool ClockAhead);
