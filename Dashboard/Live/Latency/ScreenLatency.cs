namespace CityOps.Dashboard.Live.Latency;

/// <summary>
/// How long values and alerts took from the device to the pixel in the last quarter of an hour, as the screens themselves saw it. In memory
/// only: after a restart it begins anew. Safe for concurrent use.
/// </summary>
/// <param name="pace">The real clock.</param>
public sealed class ScreenLatency(TimeProvider pace)
{
    public const int Minutes = 15;
    static readonly TimeSpan ReportsWithin = TimeSpan.FromMinutes(1);

    readonly Lock _gate = new();
    readonly Minute[] _minutes = [.. Enumerable.Range(0, Minutes).Select(_ => new Minute())];
    readonly Dictionary<string, long> _screens = [];

    /// <summary>Names in memory, for tests.</summary>
    internal int ScreensKept
    {
        get
        {
            lock (_gate)
            {
                return _screens.Count;
            }
        }
    }

    /// <param name="screen">Any name that is this screen's alone.</param>
    public void Take(string screen, IEnumerable<Sighting> sightings)
    {
        lock (_gate)
        {
            _screens[screen] = pace.GetTimestamp();
            var minute = NowLocked();
            foreach (var sighting in sightings)
            {
                minute.Add(sighting);
            }
        }
    }

    public LatencyPicture Look()
    {
        lock (_gate)
        {
            ForgetQuietLocked();
            var now = Number();
            var all = new Minute();
            foreach (var minute in _minutes.Where(minute => minute.Number > now - Minutes))
            {
                all.Add(minute);
            }

            return new LatencyPicture(Minutes, _screens.Count, all.NotPrompt, [.. all.Figures()]);
        }
    }

    void ForgetQuietLocked()
    {
        foreach (var (screen, at) in _screens)
        {
            if (pace.GetElapsedTime(at) > ReportsWithin)
            {
                _screens.Remove(screen);
            }
        }
    }

    long Number() => pace.GetTimestamp() / (60 * pace.TimestampFrequency);

    Minute NowLocked()
    {
        var number = Number();
        ref var minute = ref _minutes[number % Minutes];
        if (minute.Number != number)
        {
            // Also where nobody looks at the figures: every page that was ever open has a name here.
            ForgetQuietLocked();
            minute = new Minute { Number = number };
        }

        return minute;
    }

    sealed class Minute
    {
        readonly Dictionary<(SeenKind Kind, Hop Hop), LatencyHistogram> _hops = [];

        public long Number { get; init; } = long.MinValue;

        public int NotPrompt { get; private set; }

        public void Add(Sighting seen)
        {
            Of(seen.Kind, Hop.Screen).Add(seen.ScreenMs);
            if (seen.Kind == SeenKind.Value)
            {
                Of(seen.Kind, Hop.Dashboard).Add(seen.DashboardMs);
            }

            if (!seen.IsPrompt)
            {
                NotPrompt++;
                return;
            }

            Of(seen.Kind, seen.Kind == SeenKind.Value ? Hop.Intake : Hop.Dashboard).Add(seen.IntakeMs ?? seen.DashboardMs);
            Of(seen.Kind, Hop.Whole).Add(seen.WholeMs);
        }

        public void Add(Minute other)
        {
            NotPrompt += other.NotPrompt;
            foreach (var (key, histogram) in other._hops)
            {
                Of(key.Kind, key.Hop).Add(histogram);
            }
        }

        public IEnumerable<LatencyFigure> Figures() => _hops.OrderBy(hop => hop.Key).Select(hop => new LatencyFigure(
            hop.Key.Kind, hop.Key.Hop, hop.Value.Count, hop.Value.Percentile(0.5) ?? 0, hop.Value.Percentile(0.95) ?? 0, hop.Value.Percentile(0.99) ?? 0));

        LatencyHistogram Of(SeenKind kind, Hop hop)
        {
            if (!_hops.TryGetValue((kind, hop), out var found))
            {
                _hops.Add((kind, hop), found = new LatencyHistogram());
            }

            return found;
        }
    }
}
