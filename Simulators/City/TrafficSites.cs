using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.City;

/// <summary>Where traffic is counted: the ring both ways, arterials both ways, then streets of districts.</summary>
sealed class TrafficSites(ulong seed, DistrictSpots spots)
{
    const double ClosestSectionsKm = 0.15;
    const double AsideKm = 0.025;

    public IEnumerable<Site> Take(int count)
    {
        var inner = Math.Min(Road.Interchanges.Count, count);
        var outer = Math.Min(Road.Interchanges.Count, (count - inner) / 3);
        var km = Road.Arterials.Sum(road => road.Km);
        var streets = Math.Min(count - inner - outer, 2 * (int)(km / ClosestSectionsKm));
        return Enumerable.Range(0, inner).Select(n => RingCounter(n, clockwise: true))
            .Concat(Enumerable.Range(0, outer).Select(n => RingCounter(n, clockwise: false)))
            .Concat(Sections(streets).Take(streets))
            .Concat(spots.Sites("Števec prometa", _ => true, (key, _, _) => new LaneModel(key, Noise.Between(key, 0, 1_400, 2_600), 38, 600, Inbound(key))))
            .Take(count);
    }

    /// <summary>Sections of arterials, each counted both ways, evenly over all their kilometres: in the middle of equal stretches.</summary>
    IEnumerable<Site> Sections(int counters)
    {
        var spacing = Road.Arterials.Sum(r => r.Km) / ((counters + 1) / 2);
        var next = spacing / 2;
        foreach (var road in Road.Arterials)
        {
            for (; next < road.Km; next += spacing)
            {
                yield return StreetCounter(road, next, inwards: true);
                yield return StreetCounter(road, next, inwards: false);
            }

            next -= road.Km;
        }
    }

    Site RingCounter(int n, bool clockwise)
    {
        var (interchange, at) = Road.Interchanges[n];
        var name = $"Obvoznica, priključek {interchange}" + (clockwise ? "" : ", zunanja smer");
        var key = Noise.Key(seed, name);
        var queue = Ring.QueueAt(seed, n, clockwise);
        var busyInTheMorning = queue is null ? n % 2 == 0 == clockwise : queue.Hour < 12;
        var model = new LaneModel(key, Noise.Between(key, 0, 12_500, 15_500), 90, 2_100, busyInTheMorning ? 1 : -1) { Queue = queue };
        return new Site(name, clockwise ? at : Ring.OuterAt(n), District.Nearest(at), clockwise ? Ring.Inner : Ring.Outer, model);
    }

    Site StreetCounter(Road road, double km, bool inwards)
    {
        // House numbers rise outwards.
        var name = $"{road.Name} {2 + 2 * (int)(km * 22)}, " + (inwards ? "v center" : "iz centra");
        var key = Noise.Key(seed, name);
        var at = road.Beside(km, inwards, AsideKm);
        var model = new LaneModel(key, road.LaneFlow * Noise.Between(key, 0, 0.85, 1.02), road.FreeFlow, 950, inwards ? 1 : -1) { Queue = QueueOn(road, km, inwards) };
        return new Site(name, at, District.Nearest(at), road.Name, model);
    }

    RecurringQueue? QueueOn(Road road, double km, bool inwards)
    {
        if (!road.Queues)
        {
            return null;
        }

        var key = Noise.Key(seed, $"queue {road.Name} {inwards}");
        return inwards ? new RecurringQueue(key, km, 2.4, 7.6) : new RecurringQueue(key, road.Km - km, 2, 15.9);
    }

    static double Inbound(ulong key) => Noise.Uniform(key, 1) < 0.5 ? 1 : -1;
}
