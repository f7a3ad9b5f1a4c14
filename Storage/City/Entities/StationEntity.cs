using CityOps.Core.City;

namespace CityOps.Storage.City.Entities;

/// <summary>
/// A station in two layers: what a person has set, and beneath it what births said. The person's layer wins field by field.
/// </summary>
sealed class StationEntity : IRevised
{
    public required string Id { get; init; }
    public required string Domain { get; set; }

    public string? Name { get; set; }
    public double? Lat { get; set; }
    public double? Lon { get; set; }
    public string? District { get; set; }
    /// <summary>JSON: name → number; null of none.</summary>
    public string? Attributes { get; set; }

    public string? BirthName { get; set; }
    public double? BirthLat { get; set; }
    public double? BirthLon { get; set; }
    public string? BirthDistrict { get; set; }
    /// <summary>The device whose births may change the birth layer; other devices only fill what is still empty.</summary>
    public string? DescribedBy { get; set; }

    public int Revision { get; set; } = 1;

    public bool SetByPerson => Name is not null;

    /// <summary>The station as the city sees it; null while nobody has given it a position.</summary>
    public Station? ToStation() =>
        (Lat ?? BirthLat, Lon ?? BirthLon) is ({ } lat, { } lon)
            ? new Station(Id, Name ?? BirthName ?? Id, lat, lon, District ?? BirthDistrict, Domain) { Attributes = StationAttributes.FromJson(Attributes) }
            : null;
}
