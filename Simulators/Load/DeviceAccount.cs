namespace CityOps.Simulators.Load;

/// <summary>What became of the messages of one device; they are numbered from 1 without a gap.</summary>
/// <param name="Sent">How many there were, and so the highest <c>seq</c>.</param>
/// <param name="Acknowledged">How many of them the broker acknowledged, each counted once.</param>
/// <param name="HighestAcknowledged">The highest acknowledged <c>seq</c>. Equal to <paramref name="Acknowledged"/>: exactly 1 to it.</param>
public sealed record DeviceAccount(string Device, long Sent, long Acknowledged, long HighestAcknowledged);
