using CityOps.Simulators.Incidents;

namespace CityOps.Simulators.City;

/// <summary>
/// A small Ljubljana that measures itself. What it measures is a pure function of seed, device and time; incidents are laid over
/// it by the caller. Immutable; safe to share.
/// </summary>
sealed class SimulatedCity
{
    public const int FewestStations = 30;
    public const int MostStations = 1000;
    /// <summary>No device has more quantities than this.</summary>
    public const int MaxQuantities = 4;

    readonly Climate climate;

    SimulatedCity(ulong seed, IReadOnlyList<SimulatedDevice> devices)
    {
        climate = new Climate(seed);
        Seed = seed;
        Devices = devices;
    }

    public ulong Seed { get; }
    public IReadOnlyList<SimulatedDevice> Devices { get; }

    /// <exception cref="ArgumentOutOfRangeException">The number of stations is outside its bounds.</exception>
    public static SimulatedCity Build(int seed, int stations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stations, FewestStations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stations, MostStations);
        var key = Noise.Key((ulong)seed, "Ljubljana");
        var sites = new Sites(key);
        var rivers = sites.Rivers().ToList();
        var rest = stations - rivers.Count;
        var (air, water, power, heat) = (rest * 15 / 100, rest * 18 / 100, rest * 15 / 100, rest * 14 / 100);
        var devices = new List<SimulatedDevice>(stations);
        Add("traffic", "tr", 20, sites.Traffic(rest - air - water - power - heat));
        Add("air", "aq", 60, sites.Air(air));
        Add("water", "wa", 30, sites.Water(water));
        Add("power", "po", 30, sites.Power(power));
        Add("heat", "he", 40, sites.Heat(heat));
        Add("river", "ri", 60, rivers);
        return new SimulatedCity(key, devices);

        void Add(string domain, string prefix, int intervalSeconds, IEnumerable<Site> places) => devices.AddRange(
            places.Select((site, i) => new SimulatedDevice($"{prefix}-{i + 1:000}", domain, intervalSeconds, site, key)));
    }

    /// <summary>What a device shows at a moment (Unix ms), with the incidents that touch it, rounded as its display rounds.</summary>
    /// <returns>The filled part of <paramref name="values"/>, which holds at least <see cref="MaxQuantities"/>.</returns>
    public Span<double> Sample(SimulatedDevice device, long ms, ReadOnlySpan<Incident> incidents, Span<double> values)
    {
        var filled = values[..device.Quantities.Count];
        device.Model.Sample(climate.At(ms), filled);
        foreach (var incident in incidents)
        {
            incident.Apply(device, ms, filled);
        }

        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] = Math.Round(filled[i], device.Quantities[i].Decimals);
        }

        return filled;
    }

    /// <summary>Weather and wall clock at a moment, Unix ms.</summary>
    public Moment MomentAt(long ms) => climate.At(ms);
}
