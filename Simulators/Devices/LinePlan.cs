namespace CityOps.Simulators.Devices;

/// <summary>Who speaks through which connection. Pure: the same city and share give the same lines.</summary>
static class LinePlan
{
    /// <summary>Devices of a gateway, where there are enough; no gateway has more than half as many again.</summary>
    const int UsualDevices = 40;

    // Stations that a city builds with a router of their own, the most important first.
    static readonly string[] Order = ["river", "air", "heat", "power", "water", "traffic"];

    public static IReadOnlyList<Line> Make(IReadOnlyList<CityDevice> devices, OwnClients own)
    {
        var onMains = devices.Where(d => d.Traits.Battery is null).OrderBy(Rank).ToList();
        var alone = onMains.Take(own.Of(devices.Count)).ToHashSet();
        return
        [
            .. devices.Where(d => !alone.Contains(d)).GroupBy(d => d.Device.Domain).SelectMany(g => Gateways(g.Key, [.. g])),
            .. devices.Where(alone.Contains).Select(d => new Line(null, [d])),
        ];
    }

    /// <summary>Neighbouring districts share a gateway until it is full.</summary>
    static IEnumerable<Line> Gateways(string domain, List<CityDevice> devices)
    {
        var byDistrict = devices.OrderBy(d => d.Device.District, StringComparer.Ordinal).ToList();
        var count = Math.Max(1, (int)Math.Round(byDistrict.Count / (double)UsualDevices));
        for (var n = 0; n < count; n++)
        {
            var from = n * byDistrict.Count / count;
            var some = byDistrict[from..((n + 1) * byDistrict.Count / count)];
            var district = some.GroupBy(d => d.Device.District).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
            yield return new Line(new Gateway(FormattableString.Invariant($"gw-{domain}-{n + 1}"), domain, district), some);
        }
    }

    static int Rank(CityDevice device) => Array.IndexOf(Order, device.Device.Domain) is >= 0 and var rank ? rank : Order.Length;
}
