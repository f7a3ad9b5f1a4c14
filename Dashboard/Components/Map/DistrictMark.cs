namespace CityOps.Dashboard.Components.Map;

/// <summary>A whole district on the map, in the middle of its stations.</summary>
/// <param name="Lat">WGS 84 degrees.</param>
/// <param name="Lon">WGS 84 degrees.</param>
/// <param name="State">As <see cref="Live.StationState"/> numbers it.</param>
sealed record DistrictMark(string Name, double Lat, double Lon, int State);
