using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>
/// What goes wrong in a played city: the endless script or a fixed plan, and what people start while they watch. Thread-safe.
/// </summary>
public sealed class IncidentDirector
{
    const int MostAtOnce = 20;
    const long PlanAfterMs = 60_000;

    readonly SimulatedCity city;
    readonly TimeProvider clock;
    readonly IReadOnlyList<PlannedIncident> plan;
    readonly bool hasScript;
    readonly Lock gate = new();
    TaskCompletionSource change = NewChange();
    Incident[] incidents = [];
    IncidentScript? script;
    int scripted;
    int given;
    long version;

    internal IncidentDirector(SimulatedCity city, TimeProvider clock, IReadOnlyList<PlannedIncident>? plan, bool script)
    {
        (this.city, this.clock, this.plan, hasScript) = (city, clock, plan ?? [], script && plan is null);
        Kinds = [.. IncidentKind.All.Where(kind => kind.Places(city).Count > 0)];
    }

    /// <summary>The kinds that this city has a place for.</summary>
    public IReadOnlyList<IncidentKind> Kinds { get; }

    /// <summary>Rises with every incident that comes, begins to be announced, is stopped or is forgotten.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Those that have begun and are not over, the newest first.</summary>
    public IReadOnlyList<RunningIncident> Running => Seen((incident, now) => incident.StartMs <= now && now < incident.EndMs);

    /// <summary>Those that are still to begin, as far as they are known, the next one last.</summary>
    public IReadOnlyList<RunningIncident> Planned => Seen((incident, now) => incident.StartMs > now);

    /// <summary>After each change of <see cref="Version"/>, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Where a kind can be in this city, the usual place first; empty for a kind that it has no place for.</summary>
    public IReadOnlyList<string> PlacesOf(IncidentKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.Places(city);
    }

    /// <summary>Lets something go wrong.</summary>
    /// <exception cref="IncidentRefusedException">There is no such kind or place, a number is outside its bounds, or the same runs already.</exception>
    public RunningIncident Start(PlannedIncident wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        RunningIncident made;
        lock (gate)
        {
            made = View(Add(wish, clock.UnixMs()));
        }

        Tell();
        return made;
    }

    /// <summary>Ends an incident: it goes away as fast as it would have gone by itself. False where nothing of that id runs or is planned.</summary>
    public bool Stop(string id)
    {
        lock (gate)
        {
            var now = clock.UnixMs();
            var at = Array.FindIndex(incidents, incident => incident.Id == id && now < incident.EndMs);
            if (at < 0)
            {
                return false;
            }

            // One that has not begun leaves nothing behind that would have to go away.
            Incident[] rest = incidents[at].StartMs > now ? [] : [incidents[at].Stopped(now)];
            incidents = [.. incidents[..at], .. rest, .. incidents[(at + 1)..]];
        }

        Tell();
        return true;
    }

    /// <summary>What must be raised because of an incident, by the rules of the demo; null for an id that is not known any more.</summary>
    public AnswerSheet? SheetOf(string id) => SheetOf(id, DemoRules.All);

    /// <param name="rules">All rules in force.</param>
    public AnswerSheet? SheetOf(string id, IReadOnlyList<AlertRule> rules) =>
        Array.Find(Volatile.Read(ref incidents), incident => incident.Id == id) is { } found ? AnswerSheet.Of(city, found, rules) : null;

    /// <summary>Everything that can matter now. Valid for ever; never changes.</summary>
    internal Incident[] Now => Volatile.Read(ref incidents);

    /// <summary>Completes at the next change after a version.</summary>
    internal Task ChangeAfter(long seen)
    {
        lock (gate)
        {
            return version > seen ? Task.CompletedTask : change.Task;
        }
    }

    /// <summary>The city begins to play: the plan is laid, or the script begins.</summary>
    internal void Begin(long nowMs)
    {
        lock (gate)
        {
            script = hasScript ? new IncidentScript(city, nowMs) : null;
            foreach (var wish in plan)
            {
                Add(wish with { StartMs = wish.StartMs ?? nowMs + PlanAfterMs }, nowMs);
            }
        }

        Tell();
    }

    /// <summary>Takes what the script has next, and forgets what is over.</summary>
    internal void Advance(long nowMs)
    {
        lock (gate)
        {
            var before = incidents;
            if (Array.Exists(incidents, incident => incident.IsOver(nowMs)))
            {
                incidents = [.. incidents.Where(incident => !incident.IsOver(nowMs))];
            }

            while (script is not null && script[scripted].StartMs <= nowMs)
            {
                incidents = [.. incidents, script[scripted++]];
            }

            if (before == incidents)
            {
                return;
            }
        }

        Tell();
    }

    Incident Add(PlannedIncident wish, long nowMs)
    {
        var incident = IncidentOrder.Make(city, wish, $"incident-{++given}", nowMs);
        if (incidents.Count(other => nowMs < other.EndMs) >= MostAtOnce)
        {
            throw new IncidentRefusedException($"{MostAtOnce} incidents run already; stop one first.");
        }

        if (Array.Find(incidents, other => other.Kind == incident.Kind && other.Place == incident.Place
                && other.StartMs < incident.EndMs && incident.StartMs < other.EndMs && nowMs < other.EndMs) is { } same)
        {
            throw new IncidentRefusedException($"{incident.Kind.Id} at {incident.Place} runs already, until {Instants.ToRfc3339(same.EndMs)}.");
        }

        incidents = [.. incidents, incident];
        return incident;
    }

    IReadOnlyList<RunningIncident> Seen(Func<Incident, long, bool> wanted)
    {
        var now = clock.UnixMs();
        return [.. Now.Where(incident => wanted(incident, now)).OrderByDescending(incident => incident.StartMs).Select(View)];
    }

    static RunningIncident View(Incident incident) => new(incident.Id, incident.Kind, incident.Place, incident.Size, incident.StartMs, incident.EndMs);

    void Tell()
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            Interlocked.Increment(ref version);
            (waiting, change) = (change, NewChange());
        }

        waiting.SetResult();
        Changed?.Invoke();
    }

    static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
