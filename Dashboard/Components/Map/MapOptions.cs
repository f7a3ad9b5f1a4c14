namespace CityOps.Dashboard.Components.Map;

/// <summary>What the page's map script needs to know; stations and states it fetches itself.</summary>
/// <param name="Selected">The chosen station.</param>
/// <param name="Domains">Only these; none = all.</param>
/// <param name="Districts">Those that have an alert of their own.</param>
sealed record MapOptions(string? Selected, IReadOnlyList<string> Domains, IReadOnlyList<DistrictMark> Districts, MapTiles? Tiles, IReadOnlyDictionary<string, string> Words);

/// <summary>A base map from elsewhere.</summary>
sealed record MapTiles(string Address, string Attribution);
