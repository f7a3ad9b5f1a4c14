namespace CityOps.Core.Readings;

/// <summary>
/// One value of one series at one moment, in the series' canonical unit. Immutable; safe to share.
/// </summary>
/// <param name="Series">What was measured, and by which device.</param>
/// <param name="ObservedAt">When the world was so: Unix milliseconds UTC, from the device, or <paramref name="ReceivedAt"/> where it gave none.</param>
/// <param name="ReceivedAt">When Ingestion got it: Unix milliseconds UTC, our clock.</param>
/// <param name="Value">Always finite.</param>
/// <param name="Late">Not newer than the newest earlier, not failed reading of its series: stored, but outside value conditions.</param>
public readonly record struct Reading(
    SeriesId Series, long ObservedAt, long ReceivedAt, double Value, Quality Quality, QualityReasons Reasons, bool Late = false);
