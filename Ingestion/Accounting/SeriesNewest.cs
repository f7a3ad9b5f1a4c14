namespace CityOps.Ingestion.Accounting;

/// <summary>The newest journalled reading of a series that did not fail: what the next one is compared with.</summary>
/// <param name="ObservedAt">Unix ms.</param>
public readonly record struct SeriesNewest(string Domain, string Unit, long ObservedAt, double Value);
