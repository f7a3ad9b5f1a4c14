using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.City;

/// <summary>The ring's two carriageways. On the right of the road, the inner one goes clockwise and the outer one against it.</summary>
static class Ring
{
    /// <summary>What counters of the inner carriageway have in common; interchanges follow one another as <see cref="Road.Interchanges"/>.</summary>
    public const string Inner = "Obvoznica";
    public const string Outer = "Obvoznica, zunanja smer";

    /// <summary>Where it is narrow: the interchange, who comes there, the civil hour of the worst, and the longest queue, km.</summary>
    static readonly (string At, bool Clockwise, double Hour, double LongestKm)[] Bottlenecks =
    [
        ("Zadobrova", true, 15.9, 7.5), ("Brdo", true, 7.4, 4.5), ("Kozarje", false, 15.7, 5.5), ("Malence", false, 16.1, 6.0), ("Bežigrad", false, 7.5, 6.5),
    ];

    static readonly double[] KmOf = Kilometres();
    static readonly Place Middle = new(Road.Interchanges.Average(i => i.At.Lat), Road.Interchanges.Average(i => i.At.Lon));

    /// <summary>The queue in which an interchange stands on working days, or null.</summary>
    public static RecurringQueue? QueueAt(ulong seed, int interchange, bool clockwise)
    {
        foreach (var (name, direction, hour, longest) in Bottlenecks)
        {
            var here = KmOf[IndexOf(name)];
            var upstream = ((clockwise ? here - KmOf[interchange] : KmOf[interchange] - here) + KmOf[^1]) % KmOf[^1];
            if (direction == clockwise && upstream < longest)
            {
                return new RecurringQueue(Noise.Key(seed, $"queue {name} {clockwise}"), upstream, longest, hour);
            }
        }

        return null;
    }

    /// <summary>An interchange's place on the outer carriageway.</summary>
    public static Place OuterAt(int interchange)
    {
        const double apartKm = 0.06;
        var at = Road.Interchanges[interchange].At;
        var (north, east) = at.KmFrom(Middle);
        var scale = apartKm / at.KmTo(Middle);
        return at.Moved(north * scale, east * scale);
    }

    static int IndexOf(string interchange) => Road.Interchanges.ToList().FindIndex(i => i.Name == interchange);

    /// <summary>Clockwise from the first interchange, and at the end the whole length.</summary>
    static double[] Kilometres()
    {
        var at = Road.Interchanges.Select(i => i.At).ToList();
        var km = new double[at.Count + 1];
        for (var i = 1; i <= at.Count; i++)
        {
            km[i] = km[i - 1] + at[i - 1].KmTo(at[i % at.Count]);
        }

        return km;
    }
}
