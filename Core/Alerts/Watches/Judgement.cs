using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>One reading on its way through the rules of its series.</summary>
/// <param name="Others">The other series of the city, as they stand now.</param>
/// <param name="AfterHole">It comes too long after its predecessor for a run to go on.</param>
/// <param name="AgeMs">Our clock minus its ObservedAt.</param>
/// <param name="Room">For what measures make of the reading; one for all, because one is judged at a time.</param>
/// <param name="Moved">Groups to judge when the whole message has been.</param>
/// <param name="MayRaise">False when its device has raised enough for the time being: a run then waits for its next reading.</param>
readonly record struct Judgement(
    Reading Reading, SeriesMemory Series, ISeriesAround Others, List<Sample> Room, HashSet<GroupWatch> Moved, bool AfterHole, long AgeMs, long AnnounceWithinMs, bool MayRaise)
{
    public bool IsRecent => AgeMs <= AnnounceWithinMs;

    /// <summary>So recent that the log, a moment later, cannot find it old.</summary>
    public bool IsFresh => AgeMs <= AnnounceWithinMs / 2;
}

/// <summary>What a rule may see of other series than its own.</summary>
interface ISeriesAround
{
    SeriesMemory? Find(SeriesId id);

    /// <summary>Others of the same domain and quantity, at stations not further away.</summary>
    IReadOnlyList<SeriesMemory> Near(SeriesMemory series, double metres);
}
