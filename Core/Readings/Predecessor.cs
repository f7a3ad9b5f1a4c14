namespace CityOps.Core.Readings;

/// <summary>What the validator needs of the reading before: its ObservedAt in Unix ms and its value in the canonical unit.</summary>
public readonly record struct Predecessor(long ObservedAt, double Value);
