using CityOps.Simulators.City;

namespace CityOps.Tests.Simulators.City;

/// <summary>The usual city and short ways to ask it.</summary>
static class Cities
{
    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    public static SimulatedCity Usual { get; } = SimulatedCity.Build(seed: 1, SimulatedCity.UsualStations);

    /// <summary>Unix ms of a civil time in Ljubljana.</summary>
    public static long At(string civil)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");
        var local = DateTime.Parse(civil, System.Globalization.CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }

    /// <summary>Normal values of one quantity of a device at a moment.</summary>
    public static double Value(this SimulatedCity city, SimulatedDevice device, string quantity, long ms)
    {
        Span<double> values = stackalloc double[SimulatedCity.MaxQuantities];
        return city.Sample(device, ms, [], values)[device.IndexOf(quantity)];
    }

    /// <summary>Mean over all devices of a domain that have the quantity, and over an hour around a civil time.</summary>
    public static double Mean(this SimulatedCity city, string domain, string quantity, string civil)
    {
        var middle = At(civil);
        return With(city, domain, quantity).SelectMany(d => Enumerable.Range(-3, 7).Select(i => city.Value(d, quantity, middle + i * 10 * Minute))).Average();
    }

    public static IEnumerable<SimulatedDevice> With(this SimulatedCity city, string domain, string quantity) =>
        city.Devices.Where(d => d.Domain == domain && d.IndexOf(quantity) >= 0);
}
