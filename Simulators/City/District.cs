namespace CityOps.Simulators.City;

/// <summary>One of the 17 četrtne skupnosti, with the middle of its built-up part (about ±1 km).</summary>
/// <param name="Heated">The hot-water network reaches it.</param>
sealed record District(string Name, Place Centre, bool Heated)
{
    /// <summary>People come here on days off.</summary>
    public bool IsCentre => Name == "Center";

    public static IReadOnlyList<District> All { get; } =
    [
        new("Bežigrad", new(46.071, 14.514), true),
        new("Center", new(46.051, 14.506), true),
        new("Črnuče", new(46.105, 14.534), false),
        new("Dravlje", new(46.081, 14.470), true),
        new("Golovec", new(46.047, 14.552), true),
        new("Jarše", new(46.071, 14.556), true),
        new("Moste", new(46.0555, 14.543), true),
        new("Polje", new(46.058, 14.590), true),
        new("Posavje", new(46.090, 14.511), true),
        new("Rožnik", new(46.052, 14.470), true),
        new("Rudnik", new(46.025, 14.530), false),
        new("Sostro", new(46.043, 14.605), false),
        new("Šentvid", new(46.096, 14.468), false),
        new("Šiška", new(46.073, 14.490), true),
        new("Šmarna gora", new(46.125, 14.480), false),
        new("Trnovo", new(46.0385, 14.501), true),
        new("Vič", new(46.041, 14.478), true),
    ];

    public static string Nearest(Place place) => All.MinBy(d => d.Centre.KmTo(place))!.Name;

    /// <summary>The n-th of so many places spread over the built-up part: a sunflower spiral, turned by the seed, 220 m apart or closer.</summary>
    public Place Spot(ulong seed, int n, int of)
    {
        const double goldenAngle = 2.399963;
        const double kmApart = 0.22;
        const double builtUpKm = 1.5;
        var angle = 2 * Math.PI * Noise.Uniform(Noise.Key(seed, Name), 0) + n * goldenAngle;
        var radius = Math.Min(kmApart, builtUpKm / Math.Sqrt(of)) * Math.Sqrt(n + 0.5);
        return Centre.Moved(radius * Math.Cos(angle), radius * Math.Sin(angle));
    }
}
