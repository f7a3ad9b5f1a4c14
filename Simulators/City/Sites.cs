using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.City;

/// <summary>Where each domain measures: the real places first, then as many plausible ones as asked for.</summary>
sealed class Sites(ulong seed)
{
    const string Ring = "Obvoznica";

    // Kinds of sites share a district's spots by taking turns, so that no two stand on one another.
    static readonly string[] Kinds = ["Senzor zraka", "Tlačna cona", "TP", "Toplotna postaja"];

    public IEnumerable<Site> Traffic(int count)
    {
        var onRing = Math.Min(Road.Interchanges.Count, count);
        for (var i = 0; i < onRing; i++)
        {
            var (name, at) = Road.Interchanges[i];
            yield return RingCounter($"Obvoznica, priključek {name}", at, i);
        }

        // Spread evenly over all kilometres of arterials, in the middle of equal stretches.
        var spacing = Road.Arterials.Sum(r => r.Km) / (count - onRing);
        var next = spacing / 2;
        foreach (var road in Road.Arterials)
        {
            for (; next < road.Km; next += spacing)
            {
                yield return StreetCounter(road, next);
            }

            next -= road.Km;
        }
    }

    public IEnumerable<Site> Air(int count) => Named(
        ("Zrak Bežigrad", new(46.065851, 14.517454), 0.35), ("Zrak Celovška", new(46.066, 14.492), 1.0),
        ("Zrak Vič", new(46.038, 14.486), 0.3), ("Zrak Vošnjakova", new(46.058, 14.501), 0.9))
        .Select(s => Located(s.Name, s.At, key => new AirModel(key, s.Size)))
        .Concat(InDistricts(Kinds[0], _ => true, (key, _) => new AirModel(key, Noise.Between(key, 0, 0.1, 0.75))))
        .Take(count);

    public IEnumerable<Site> Water(int count) => Named(
        ("Vodarna Kleče", new(46.090, 14.497), 1800), ("Vodarna Hrastje", new(46.0745, 14.564), 420),
        ("Vodarna Jarški prod", new(46.0895, 14.575), 260), ("Vodarna Šentvid", new(46.096, 14.470), 190),
        ("Vodarna Brest", new(45.972, 14.467), 170))
        .Select(s => Located(s.Name, s.At, key => new WaterworksModel(key, s.Size)))
        .Concat(Named(
            ("Vodohran Rožnik", new(46.0545, 14.4790), 5.0), ("Vodohran Golovec", new(46.0420, 14.5330), 4.5),
            ("Vodohran Grad", new(46.0490, 14.5085), 4.0), ("Vodohran Šmarna gora", new(46.1240, 14.4700), 3.5))
            .Select(s => Located(s.Name, s.At, key => new ReservoirModel(key, s.Size))))
        .Concat(InDistricts(Kinds[1], _ => true, (key, _) =>
            new WaterZoneModel(key, Noise.Between(key, 0, 45, 160), Noise.Between(key, 1, 4.3, 5.2))))
        .Take(count);

    public IEnumerable<Site> Power(int count) => InDistricts(Kinds[2], _ => true, (key, n) =>
        new TransformerModel(key, n % 3 == 0 ? 1000 : 630, Noise.Between(key, 1, 38, 52))).Take(count);

    public IEnumerable<Site> Heat(int count) => Named(
        ("TE-TOL Moste", new(46.058, 14.547), 280), ("Toplarna Šiška", new(46.0745, 14.4975), 90))
        .Select(s => Located(s.Name, s.At, key => new HeatModel(key, s.Size)))
        .Concat(InDistricts(Kinds[3], d => d.Heated, (key, _) => new HeatModel(key, Noise.Between(key, 1, 0.3, 1.6))))
        .Take(count);

    public IEnumerable<Site> Rivers() =>
    [
        Gauge("Ljubljanica - Moste", new(46.055722, 14.549170), 40, 82), Gauge("Gradaščica - Bokalce", new(46.045512, 14.451169), 2.6, 55),
        Gauge("Sava - Šentjakob", new(46.084346, 14.587150), 82, 130), Gauge("Sava - Medno", new(46.121, 14.443), 78, 140),
    ];

    Site Gauge(string name, Place at, double meanFlow, double levelAtMean) => Located(name, at, key => new RiverModel(key, meanFlow, levelAtMean));

    static (string Name, Place At, double Size)[] Named(params (string Name, Place At, double Size)[] places) => places;

    Site Located(string name, Place at, Func<ulong, IDeviceModel> model)
    {
        var district = District.Nearest(at);
        return new Site(name, at, district, district, model(Noise.Key(seed, name)));
    }

    IEnumerable<Site> InDistricts(string what, Func<District, bool> served, Func<ulong, int, IDeviceModel> model)
    {
        var districts = District.All.Where(served).ToList();
        for (var n = 0; ; n++)
        {
            var district = districts[n % districts.Count];
            var name = $"{what} {district.Name} {n / districts.Count + 1}";
            var at = district.Spot(seed, n / districts.Count * Kinds.Length + Array.IndexOf(Kinds, what));
            yield return new Site(name, at, district.Name, district.Name, model(Noise.Key(seed, name), n));
        }
    }

    Site RingCounter(string name, Place at, int n)
    {
        var key = Noise.Key(seed, name);
        var model = new LaneModel(key, Noise.Between(key, 0, 12_500, 15_500), 90, 2_100, n % 2 == 0 ? 1 : -1);
        return new Site(name, at, District.Nearest(at), Ring, model);
    }

    Site StreetCounter(Road road, double km)
    {
        // House numbers rise outwards, even on the counters' side.
        var name = $"{road.Name} {2 + 2 * (int)(km * 22)}";
        var key = Noise.Key(seed, name);
        var at = road.At(km);
        var model = new LaneModel(key, road.LaneFlow * Noise.Between(key, 0, 0.85, 1.02), road.FreeFlow, 950, Noise.Uniform(key, 1) < 0.6 ? 1 : -1);
        return new Site(name, at, District.Nearest(at), road.Name, model);
    }
}
