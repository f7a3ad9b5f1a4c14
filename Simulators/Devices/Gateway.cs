using CityOps.Core.City;
using CityOps.Core.Wire;

namespace CityOps.Simulators.Devices;

/// <summary>A box in a street cabinet that speaks for devices of one domain around it; it is a device itself, without readings.</summary>
/// <param name="District">Where most of its devices are.</param>
sealed record Gateway(string Name, string Domain, string District)
{
    const string Firmware = "3.2.0";

    public string StatusTopic => Topics.Status(Domain, Name);

    // Without a position: the place belongs to the list of stations once somebody says where it is.
    public Birth ToBirth() => new(
        Online: true, $"Gateway {Domain} {Name[(Name.LastIndexOf('-') + 1)..]}", null, null, District, Station: Name, Gateway: null,
        IntervalSeconds: null, Firmware, new Dictionary<string, string>());
}
