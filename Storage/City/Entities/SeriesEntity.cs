namespace CityOps.Storage.City.Entities;

/// <summary>One quantity of one device with the unit it was first seen in. Its domain is the device's.</summary>
sealed class SeriesEntity
{
    public required string Device { get; init; }
    public required string Quantity { get; init; }
    public required string Unit { get; init; }
}
