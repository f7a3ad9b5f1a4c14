using CityOps.Core.City;

namespace CityOps.Core.Wire;

/// <summary>A birth while its members are read.</summary>
sealed class BirthDraft
{
    public bool Online { get; set; } = true;
    public string? Name { get; set; }
    public double? Lat { get; set; }
    public double? Lon { get; set; }
    public string? District { get; set; }
    public string? Station { get; set; }
    public string? Gateway { get; set; }
    public int? IntervalSeconds { get; set; }
    public string? Firmware { get; set; }
    public Dictionary<string, string> Units { get; } = new(StringComparer.Ordinal);

    public Birth ToBirth() => new(Online, Name, Lat, Lon, District, Station, Gateway, IntervalSeconds, Firmware, Units);
}
