using CityOps.Core.Readings;

namespace CityOps.Dashboard.Components.Values;

/// <summary>What stays the same in one row of the live table.</summary>
/// <param name="Place">Name of the station, else of the device.</param>
/// <param name="Label">The quantity in the language of the page.</param>
/// <param name="Unit">Canonical unit, as on the wire; empty where it is not known yet.</param>
public sealed record SeriesRow(SeriesId Series, string Place, string? District, string Label, string Domain, string Unit);
