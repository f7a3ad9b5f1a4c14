using CityOps.Simulators.Incidents;

namespace CityOps.Simulators.City;

/// <summary>
/// A Ljubljana that measures itself. What it measures is a pure function of seed, device and time; incidents are laid over
/// it by the caller. Immutable; safe to share.
/// </summary>
sealed class SimulatedCity
{
    public const int FewestStations = 30;
    public const int UsualStations = 300;
    public const int MostStations = 20_000;
    /// <summary>No device has more quantities than this.</summary>
    public const int MaxQuantities = 4;

    const int SparseUpTo = 1_000;

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
        var spots = new DistrictSpots(key, stations);
        var (sites, rivers) = (new Sites(key, spots), 4);
        var rest = stations - rivers;
        var (air, water, power, heat, waste, lighting) =
            (rest * 12 / 100, rest * 15 / 100, rest * 14 / 100, rest * 12 / 100, rest * 8 / 100, rest * 8 / 100);
        var traffic = rest - air - water - power - heat - waste - lighting;
        (string Domain, string Prefix, int Seconds, IEnumerable<Site> Sites)[] domains =
        [
            ("traffic", "tr", 20, new TrafficSites(key, spots).Take(traffic)), ("air", "aq", 60, sites.Air(air)), ("water", "wa", 30, sites.Water(water)),
            ("power", "po", 30, sites.Power(power)), ("heat", "he", 40, sites.Heat(heat)), ("river", "ri", 60, sites.Rivers()),
            ("waste", "wb", 900, sites.Waste(waste)), ("lighting", "li", 60, sites.Lighting(lighting)),
        ];
        var elbow = new ElbowRoom(stations <= SparseUpTo ? 0.045 : 0.012);
        return new SimulatedCity(key, [.. domains.SelectMany(d => d.Sites.Select((site, i) =>
            new SimulatedDevice($"{d.Prefix}-{i + 1:000}", d.Domain, d.Seconds, site with { At = elbow.Take(site.At) }, key)))]);
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
