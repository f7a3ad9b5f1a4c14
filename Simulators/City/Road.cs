namespace CityOps.Simulators.City;

/// <summary>An arterial as points beside it, from the centre outwards.</summary>
/// <param name="FreeFlow">km/h.</param>
/// <param name="LaneFlow">Vehicles a day on one lane.</param>
sealed record Road(string Name, double FreeFlow, double LaneFlow, Place[] Points)
{
    /// <summary>The eleven main roads; positions of bike-share stations along them.</summary>
    public static IReadOnlyList<Road> Arterials { get; } =
    [
        new("Slovenska cesta", 42, 4600, [new(46.04638, 14.50126), new(46.05039, 14.50462), new(46.05243, 14.50326), new(46.05682, 14.50551)]),
        new("Dunajska cesta", 52, 6800,
            [
                new(46.05682, 14.50551), new(46.06380, 14.50685), new(46.06514, 14.50911), new(46.06942, 14.51052), new(46.07419, 14.51113),
                new(46.08676, 14.51415), new(46.10245, 14.53021),
            ]),
        new("Celovška cesta", 52, 6900,
            [
                new(46.05952, 14.49820), new(46.06342, 14.49459), new(46.06928, 14.48971), new(46.07326, 14.48594), new(46.07730, 14.48258),
                new(46.08708, 14.47544), new(46.09061, 14.47164),
            ]),
        new("Tržaška cesta", 50, 6400,
            [
                new(46.04757, 14.49569), new(46.04463, 14.48670), new(46.04175, 14.47702), new(46.03964, 14.47266), new(46.03700, 14.46523),
            ]),
        new("Barjanska cesta", 60, 6000, [new(46.04081, 14.49951), new(46.03784, 14.50001), new(46.02749, 14.49958)]),
        new("Dolenjska cesta", 50, 5600, [new(46.04575, 14.50620), new(46.03887, 14.51761), new(46.03628, 14.52295), new(46.02159, 14.53675)]),
        new("Zaloška cesta", 50, 6100,
            [
                new(46.05257, 14.51928), new(46.05441, 14.52978), new(46.05580, 14.53416), new(46.05641, 14.54090), new(46.05462, 14.57603),
                new(46.05722, 14.58354), new(46.06043, 14.61380),
            ]),
        new("Šmartinska cesta", 52, 6600,
            [
                new(46.06248, 14.52432), new(46.06521, 14.52991), new(46.06518, 14.53954), new(46.06530, 14.54400), new(46.06881, 14.54626),
            ]),
        new("Litijska cesta", 50, 5200, [new(46.04988, 14.51631), new(46.04898, 14.52271), new(46.04769, 14.54742), new(46.04700, 14.57500)]),
        new("Vojkova cesta", 48, 4900, [new(46.06873, 14.51686), new(46.07589, 14.52011), new(46.08259, 14.52016)]),
        new("Tivolska cesta", 48, 6300, [new(46.05763, 14.51426), new(46.05742, 14.51027), new(46.05952, 14.49820)]),
    ];

    /// <summary>Interchanges of the ring, clockwise from the north-west, about ±0.8 km.</summary>
    public static IReadOnlyList<(string Name, Place At)> Interchanges { get; } =
    [
        ("Koseze", new(46.078, 14.460)), ("Šiška", new(46.0825, 14.479)), ("Bežigrad", new(46.0838, 14.5142)),
        ("Tomačevo", new(46.081, 14.538)), ("Nove Jarše", new(46.0775, 14.558)), ("Zadobrova", new(46.079, 14.588)),
        ("Zaloška", new(46.056, 14.580)), ("Bizovik", new(46.033, 14.577)), ("Malence", new(46.0175, 14.568)),
        ("Rudnik", new(46.0215, 14.539)), ("Barje", new(46.0275, 14.498)), ("Kozarje", new(46.0325, 14.455)),
        ("Brdo", new(46.0475, 14.4555)),
    ];

    public double Km { get; } = Points.Zip(Points.Skip(1), (a, b) => a.KmTo(b)).Sum();

    /// <summary>Queues form before its inner end in the morning and before its outer end in the afternoon.</summary>
    public bool Queues => LaneFlow >= 6_000;

    /// <summary>Beside the road, as many kilometres from the inner end, on the right of those who drive inwards or outwards.</summary>
    public Place Beside(double km, bool inwards, double asideKm)
    {
        var (north, east) = At(Math.Min(Km, km + 0.02)).KmFrom(At(Math.Max(0, km - 0.02)));
        var length = Math.Max(1e-6, Math.Sqrt(north * north + east * east));
        var side = (inwards ? 1 : -1) * asideKm / length;
        return At(km).Moved(east * side, -north * side);
    }

    /// <summary>The place so many kilometres from the inner end.</summary>
    public Place At(double km)
    {
        for (var i = 1; i < Points.Length; i++)
        {
            var length = Points[i - 1].KmTo(Points[i]);
            if (km <= length)
            {
                return Place.Between(Points[i - 1], Points[i], km / length);
            }

            km -= length;
        }

        return Points[^1];
    }
}
