namespace CityOps.Simulators.Load;

/// <summary>
/// Milliseconds from handing a message to its connection to seeing its PUBACK. Connections are looked at every 2 ms, and buckets
/// are 3 % wide: that is how exact it is. A message that was sent again counts from its first attempt.
/// </summary>
public sealed record LatencyPercentiles(double P50, double P90, double P99, double Max);
