using System.Collections.Frozen;
using CityOps.Core.Readings;

namespace CityOps.Core.City;

/// <summary>A named place with a position and a district. Coordinates are WGS 84 degrees.</summary>
public sealed record Station(string Id, string Name, double Lat, double Lon, string? District, string Domain)
{
    public StationAttributes Attributes { get; init; } = StationAttributes.None;
}

/// <summary>Whether somebody vouched for a device: a person, or its own birth with a station or a position.</summary>
public enum Registration : byte
{
    Discovered = 1,
    Accepted = 2,
}

/// <summary>The box that speaks MQTT.</summary>
/// <param name="Station">Null until the device has one.</param>
/// <param name="IntervalSeconds">How often it promises to report; null = learnt from its readings.</param>
public sealed record Device(
    string Id, string Name, string Domain, string? Station, string? Gateway, Registration Registration, int? IntervalSeconds, string? Firmware);

/// <summary>One device × one quantity, with the unit its values are stored in.</summary>
public sealed record Series(SeriesId Id, string Domain, string Unit);

/// <summary>
/// The city's stations, devices and series as they stood at one moment. Immutable; safe to share.
/// </summary>
/// <param name="Revision">Rises with every change of the registry.</param>
public sealed record Registry(
    long Revision,
    FrozenDictionary<string, Station> Stations,
    FrozenDictionary<string, Device> Devices,
    FrozenDictionary<SeriesId, Series> Series)
{
    public static Registry Empty { get; } = new(
        0, FrozenDictionary<string, Station>.Empty, FrozenDictionary<string, Device>.Empty, FrozenDictionary<SeriesId, Series>.Empty);

    /// <summary>The station a device belongs to, or null.</summary>
    public Station? StationOf(string device) =>
        Devices.TryGetValue(device, out var found) && found.Station is { } id && Stations.TryGetValue(id, out var station) ? station : null;
}
