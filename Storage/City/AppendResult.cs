using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>What one append to the alert log did.</summary>
/// <param name="LastChange">The highest change number of the log after it.</param>
/// <param name="New">The changes that were written, in their order; all others were known already or ignored.</param>
/// <param name="Ignored">
/// Changes that could not apply: of an alert that does not exist, of one that is over, or of a kind that only people do.
/// </param>
public sealed record AppendResult(long LastChange, IReadOnlyList<AlertChange> New, int Ignored);
