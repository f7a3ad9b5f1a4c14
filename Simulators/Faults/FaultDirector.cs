using CityOps.Core.Readings;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Faults;

/// <summary>Starts and stops faults of a city that is played. Thread-safe; the playing loop follows within a second.</summary>
public sealed class FaultDirector
{
    readonly TimeProvider clock;
    readonly ulong key;
    readonly Lock gate = new();
    readonly List<Fault> faults = [];
    int started;

    internal FaultDirector(ulong seed, TimeProvider clock) => (this.clock, key) = (clock, Noise.Key(seed, "faults"));

    /// <summary>Names of the kinds there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. FaultKind.All.Select(kind => kind.Name)];

    /// <summary>Those that run or are to come, the oldest first.</summary>
    public IReadOnlyList<RunningFault> Running
    {
        get
        {
            var now = clock.UnixMs();
            lock (gate)
            {
                return [.. faults.Where(f => f.EndMs > now).Select(RunningFault.Of)];
            }
        }
    }

    /// <exception cref="FaultOrderException">Something in the order cannot be.</exception>
    public RunningFault Start(FaultOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var now = clock.UnixMs();
        lock (gate)
        {
            var id = FormattableString.Invariant($"fault-{started + 1}");
            var fault = order.ToFault(id, now, Noise.Key(key, id));
            started++;
            faults.RemoveAll(f => f.EndMs <= now);
            faults.Add(fault);
            return RunningFault.Of(fault);
        }
    }

    /// <summary>Ends a fault now. False where it does not run and is not to come.</summary>
    public bool Stop(string id) => End(f => f.Id == id) > 0;

    /// <summary>Ends all; how many there were.</summary>
    public int StopAll() => End(_ => true);

    /// <summary>Those that run at a moment.</summary>
    internal IReadOnlyList<Fault> At(long ms)
    {
        lock (gate)
        {
            return faults.Count == 0 ? [] : [.. faults.Where(f => f.StartMs <= ms && f.EndMs > ms)];
        }
    }

    int End(Predicate<Fault> which)
    {
        var now = clock.UnixMs();
        lock (gate)
        {
            return faults.RemoveAll(f => which(f) && f.EndMs > now);
        }
    }
}

/// <summary>A fault that runs or is to come. Times are Unix ms.</summary>
/// <param name="Where">Pattern, domain, district and share, as far as given.</param>
public sealed record RunningFault(string Id, string Kind, string Where, long StartMs, long EndMs)
{
    internal static RunningFault Of(Fault fault) => new(fault.Id, fault.Kind.Name, fault.Scope.ToString(), fault.StartMs, fault.EndMs);
}
