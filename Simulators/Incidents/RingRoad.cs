using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>The counters of the ring in one direction, clockwise, as they follow one another.</summary>
sealed class RingRoad
{
    readonly List<(SimulatedDevice Device, double Km)> counters;
    readonly double[] kmOf;
    readonly double length;

    RingRoad(SimulatedCity city)
    {
        var at = Road.Interchanges.Select(i => i.At).ToList();
        kmOf = new double[at.Count];
        for (var i = 1; i < at.Count; i++)
        {
            kmOf[i] = kmOf[i - 1] + at[i - 1].KmTo(at[i]);
        }

        length = kmOf[^1] + at[^1].KmTo(at[0]);
        counters = [.. city.Devices.Where(d => d.Group == Ring.Inner).Select(d => (d, kmOf[at.IndexOf(at.MinBy(d.At.KmTo))]))];
        Interchanges = [.. Road.Interchanges.Where((_, i) => counters.Any(c => Upstream(kmOf[i], c.Km) is >= 0 and < 2)).Select(i => i.Name)];
    }

    /// <summary>Those with a counter close behind them.</summary>
    public IReadOnlyList<string> Interchanges { get; }

    public static RingRoad Of(SimulatedCity city) => new(city);

    /// <summary>All counters with their kilometres upstream of an interchange; downstream ones are below zero.</summary>
    public IEnumerable<(SimulatedDevice Device, double Km)> From(string interchange)
    {
        var here = kmOf[Road.Interchanges.ToList().FindIndex(i => i.Name == interchange)];
        return counters.Select(c => (c.Device, Upstream(here, c.Km)));
    }

    /// <summary>From minus half the ring's length to half of it.</summary>
    double Upstream(double here, double there)
    {
        var apart = (here - there + length) % length;
        return apart > length / 2 ? apart - length : apart;
    }
}
