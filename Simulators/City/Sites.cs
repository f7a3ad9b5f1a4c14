using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.City;

/// <summary>Where each domain but traffic measures: the real places first, then as many plausible ones as asked for.</summary>
sealed class Sites(ulong seed, DistrictSpots spots)
{
    const int TransformersOnAFeeder = 6;
    const int FewestPowerForFeeders = 30;

    public IEnumerable<Site> Air(int count) => Named(
        ("Zrak Bežigrad", new(46.065851, 14.517454), 0.35), ("Zrak Celovška", new(46.066, 14.492), 1.0),
        ("Zrak Vič", new(46.038, 14.486), 0.3), ("Zrak Vošnjakova", new(46.058, 14.501), 0.9))
        .Select(s => Located(s.Name, s.At, key => new AirModel(key, s.Size)))
        .Concat(spots.Sites("Senzor zraka", _ => true, (key, _, _) => new AirModel(key, Noise.Between(key, 0, 0.1, 0.75))))
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
        .Concat(spots.Sites("Tlačna cona", _ => true, (key, _, _) =>
            new WaterZoneModel(key, Noise.Between(key, 0, 45, 160), Noise.Between(key, 1, 4.3, 5.2))))
        .Take(count);

    /// <summary>Transformers, and in a city of some size the feeders that carry the first of them.</summary>
    public IEnumerable<Site> Power(int count)
    {
        var feeders = count < FewestPowerForFeeders ? 0 : count / 8;
        var transformers = spots.Sites("TP", _ => true, Transformer).Take(count - feeders).ToList();
        var byDistrict = transformers.ToLookup(site => site.District, site => (TransformerModel)site.Model);
        return transformers.Concat(spots.Sites("Izvod", _ => true, (_, district, n) =>
            new FeederModel([.. byDistrict[district.Name].Skip(n / District.All.Count * TransformersOnAFeeder).Take(TransformersOnAFeeder)])).Take(feeders));
    }

    public IEnumerable<Site> Heat(int count) => Named(
        ("TE-TOL Moste", new(46.058, 14.547), 280), ("Toplarna Šiška", new(46.0745, 14.4975), 90))
        .Select(s => Located(s.Name, s.At, key => new HeatModel(key, s.Size)))
        .Concat(spots.Sites("Toplotna postaja", d => d.Heated, (key, _, _) => new HeatModel(key, Noise.Between(key, 1, 0.3, 1.6))))
        .Take(count);

    public IEnumerable<Site> Rivers() =>
    [
        Located("Ljubljanica - Moste", new(46.055722, 14.549170), key => new RiverModel(key, 40, 82, Most: 128, Rise: 85, LagHours: 40)),
        Located("Gradaščica - Bokalce", new(46.045512, 14.451169), key => new RiverModel(key, 2.6, 55, Most: 50, Rise: 16, LagHours: 4.5)),
        Located("Sava - Šentjakob", new(46.084346, 14.587150), key => new RiverModel(key, 82, 130, Most: 410, Rise: 190, LagHours: 13)),
        Located("Sava - Medno", new(46.121, 14.443), key => new RiverModel(key, 78, 140, Most: 330, Rise: 170, LagHours: 11)),
    ];

    public IEnumerable<Site> Waste(int count) => spots.Sites("Zabojnik", _ => true, Bin).Take(count);

    public IEnumerable<Site> Lighting(int count) => spots.Sites("Razsvetljava", _ => true, (key, _, _) =>
        new LightingModel(key, (int)Noise.Between(key, 1, 18, 60), Noise.Between(key, 2, 38, 75))).Take(count);

    static IDeviceModel Bin(ulong key, District district, int n)
    {
        // Bins in the centre are emptied every working day, others every second or third.
        var every = district.IsCentre ? 1 : 2 + (int)(Noise.Uniform(key, 3) * 2);
        return new BinModel(key, Noise.Between(key, 4, 30, 48) / (every + 1), district.IsCentre ? 1.5 : 0.85, every);
    }

    IDeviceModel Transformer(ulong key, District district, int n)
    {
        var feeder = Noise.Key(seed, $"feeder {district.Name} {n / District.All.Count / TransformersOnAFeeder}");
        return new TransformerModel(key, feeder, n % 3 == 0 ? 1000 : 630, Noise.Between(key, 1, 38, 52));
    }

    static (string Name, Place At, double Size)[] Named(params (string Name, Place At, double Size)[] places) => places;

    Site Located(string name, Place at, Func<ulong, IDeviceModel> model)
    {
        var district = District.Nearest(at);
        return new Site(name, at, district, district, model(Noise.Key(seed, name)));
    }
}
