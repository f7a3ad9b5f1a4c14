using System.Text.Json.Serialization;

namespace CityOps.Dashboard.Live;

/// <summary>All stations of the map and how they stand, in columns: at 20,000 stations names of members would be most of it.</summary>
/// <param name="Epoch">Random per start of this process.</param>
/// <param name="Seq">Has everything up to and including the frame of this number.</param>
/// <param name="Places">Of the stations' list: frames with another number speak of other rows.</param>
/// <param name="States">One per station, as <see cref="StationState"/> numbers them.</param>
public sealed record MapSnapshot(
    string Epoch, long Seq, [property: JsonConverter(typeof(InstantConverter))] long At, int Places, MapStations Stations, IReadOnlyList<int> States);

/// <summary>A row in each list is one station. WGS 84 degrees.</summary>
public sealed record MapStations(
    IReadOnlyList<string> Id, IReadOnlyList<string> Name, IReadOnlyList<double> Lat, IReadOnlyList<double> Lon, IReadOnlyList<string?> District,
    IReadOnlyList<string> Domain);

/// <summary>The stations whose state changed since the frame before, by row, and their states. Empty = the line lives.</summary>
public sealed record MapFrame(
    string Epoch, long Seq, [property: JsonConverter(typeof(InstantConverter))] long At, int Places, IReadOnlyList<int> Stations, IReadOnlyList<int> States);
