using CityOps.Simulators.City;

namespace CityOps.Simulators.Devices;

/// <summary>What sets a device apart from others of its model: power, firmware, clock, rhythm. A pure function of seed and id.</summary>
sealed class DeviceTraits
{
    // The share of devices that have it; the rest waits for its update.
    static readonly (double Share, string Version)[] Firmwares = [(0.7, "1.4.2"), (0.15, "1.4.1"), (0.1, "1.3.7"), (0.05, "1.5.0-rc2")];

    public DeviceTraits(ulong seed, SimulatedDevice device)
    {
        var key = Noise.Key(seed, "traits " + device.Id);
        Firmware = Draw(Noise.Uniform(key, 0));
        Clock = new DeviceClock(~key);
        Rhythm = new Rhythm(key + 1, device.IntervalSeconds * 1000L, device.PhaseMs);
        Battery = Noise.Uniform(key, 1) < ShareOnBattery(device) ? new Battery(key + 2) : null;
    }

    public string Firmware { get; }
    public DeviceClock Clock { get; }
    public Rhythm Rhythm { get; }
    /// <summary>Null = mains.</summary>
    public Battery? Battery { get; }

    /// <summary>Bins, and most pressure loggers, have no cable; neither have some counters by the road.</summary>
    static double ShareOnBattery(SimulatedDevice device) =>
        device.IndexOf(Battery.Quantity) >= 0 ? 0
        : device.Domain switch
        {
            "waste" => 1,
            "water" when device.IndexOf("turbidity") < 0 && device.IndexOf("level") < 0 => 0.6,
            "traffic" => 0.1,
            _ => 0,
        };

    static string Draw(double draw)
    {
        foreach (var (share, version) in Firmwares)
        {
            if ((draw -= share) < 0)
            {
                return version;
            }
        }

        return Firmwares[0].Version;
    }
}
