namespace CityOps.Storage.Telemetry.Means;

/// <summary>A mean in which not every reading counts the same.</summary>
/// <param name="T">Start of the bucket, Unix ms.</param>
public readonly record struct WeightedMean(long T, double Mean);
