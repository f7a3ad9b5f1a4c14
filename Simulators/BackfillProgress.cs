namespace CityOps.Simulators;

/// <summary>How far the history has gone out.</summary>
/// <param name="HoursDone">Hours handed over, of <paramref name="HoursTotal"/>.</param>
/// <param name="Messages">Handed over since the backfill began.</param>
/// <param name="Readings">Handed over since the backfill began.</param>
public readonly record struct BackfillProgress(int HoursDone, int HoursTotal, long Messages, long Readings);
