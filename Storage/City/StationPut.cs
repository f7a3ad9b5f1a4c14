using CityOps.Core.City;

namespace CityOps.Storage.City;

/// <summary>What a person says of a station; replaces everything a person said before. The caller has checked the words.</summary>
/// <param name="Lat">WGS 84 degrees, -90..90.</param>
/// <param name="Lon">WGS 84 degrees, -180..180.</param>
/// <param name="District">Null leaves the district to the devices' births.</param>
public sealed record StationPut(string Name, double Lat, double Lon, string? District, string Domain)
{
    public StationAttributes Attributes { get; init; } = StationAttributes.None;
}
