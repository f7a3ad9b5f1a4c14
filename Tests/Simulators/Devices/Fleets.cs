using CityOps.Simulators.Devices;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Devices;

/// <summary>The usual city's devices with what sets them apart, and its lines.</summary>
static class Fleets
{
    public static IReadOnlyDictionary<string, CityDevice> Usual { get; } =
        Cities.Usual.Devices.ToDictionary(d => d.Id, d => new CityDevice(Cities.Usual.Seed, d));

    public static IReadOnlyList<Line> Lines { get; } = LinePlan.Make([.. Usual.Values], OwnClients.Default);

    /// <summary>Null where the device has a client of its own.</summary>
    public static string? GatewayOf(string device) => Lines.Single(l => l.Devices.Any(d => d.Device.Id == device)).Gateway?.Name;

    /// <summary>Devices of several cities, so that rare ones are among them.</summary>
    public static IReadOnlyList<CityDevice> Many { get; } =
        [.. Enumerable.Range(0, 10).SelectMany(seed => Cities.Usual.Devices.Select(d => new CityDevice((ulong)seed, d)))];
}
