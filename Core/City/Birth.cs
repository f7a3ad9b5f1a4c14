namespace CityOps.Core.City;

/// <summary>
/// What a device says of itself on its retained <c>status</c> topic. The bare words <c>online</c> and <c>offline</c> give a
/// birth of which everything but <see cref="Online"/> is null.
/// </summary>
/// <param name="Units">Quantity → unit of its bare numbers.</param>
public sealed record Birth(
    bool Online, string? Name, double? Lat, double? Lon, string? District, string? Station, string? Gateway, int? IntervalSeconds,
    string? Firmware, IReadOnlyDictionary<string, string> Units)
{
    /// <summary>A birth with a station or a position makes the device accepted.</summary>
    public bool Accepts => Station is not null || HasPosition;

    public bool HasPosition => Lat is not null && Lon is not null;

    /// <summary>It only says online or offline.</summary>
    public bool IsBare => this is
    {
        Name: null, Lat: null, Lon: null, District: null, Station: null, Gateway: null, IntervalSeconds: null, Firmware: null, Units.Count: 0,
    };
}
