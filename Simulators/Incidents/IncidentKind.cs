using CityOps.Core.Alerts;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents.Kinds;

namespace CityOps.Simulators.Incidents;

/// <summary>
/// A kind of trouble: what it is called, how long it takes, where it can be, and what it does. Its course is told in minutes as
/// nature takes them; in a shorter duration everything goes faster by the same factor, distances travelled included.
/// </summary>
public sealed record IncidentKind
{
    /// <summary>The size where nobody says one.</summary>
    public const double UsualSize = 0.7;
    public const double SmallestSize = 0.1;
    public static readonly TimeSpan ShortestDuration = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(7);

    internal IncidentKind(Func<SimulatedCity, IReadOnlyList<string>> places, Func<Scene, IEnumerable<Impact>> lay) => (Places, Lay) = (places, lay);

    /// <summary>On the command line, such as <c>heat-main-burst</c>.</summary>
    public required string Id { get; init; }
    public required LocalText Name { get; init; }
    /// <summary>What happens, in one sentence.</summary>
    public required LocalText Sentence { get; init; }
    /// <summary>How long it takes in reality.</summary>
    public required TimeSpan NaturalDuration { get; init; }
    /// <summary>How long it takes where nobody says how long: minutes, so that people can watch.</summary>
    public required TimeSpan DemoDuration { get; init; }

    /// <summary>Where it can be in a city, the usual place first; empty where the city has nothing for it.</summary>
    internal Func<SimulatedCity, IReadOnlyList<string>> Places { get; }

    internal Func<Scene, IEnumerable<Impact>> Lay { get; }

    /// <summary>The nine kinds, in the order in which they are offered.</summary>
    public static IReadOnlyList<IncidentKind> All { get; } =
    [
        RingAccident.Kind, InversionSmog.Kind, HeatMainBurst.Kind, WaterMainBurst.Kind, TransformerOverload.Kind,
        DistrictPowerCut.Kind, RiverFlood.Kind, Marathon.Kind, Fireworks.Kind,
    ];

    public static IncidentKind? Find(string id) => All.FirstOrDefault(kind => kind.Id == id);

    public override string ToString() => Id;

    internal Incident Make(SimulatedCity city, string id, string place, double size, long startMs, long durationMs) =>
        new(id, this, place, size, startMs, startMs + durationMs, Lay(new Scene(city, place, size, startMs, durationMs / NaturalDuration.TotalMinutes)));
}
