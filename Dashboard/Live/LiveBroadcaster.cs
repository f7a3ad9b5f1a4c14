using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>
/// Every 500 ms one frame for each group that somebody joined: what changed in it since the last tick, or nothing, which says
/// that the line lives. <see cref="Snapshot"/> may be called from any thread.
/// </summary>
public sealed class LiveBroadcaster(LiveSender sender, LiveFeed feed, LiveGroups groups, LiveClocks clocks) : BackgroundService
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    readonly string _epoch = Guid.NewGuid().ToString("N");
    readonly LivePlaces _places = new();
    long _seq;
    long _version;

    /// <summary>
    /// All values, and the number of the last tick. Who joins a group, then takes this, then applies the frames with a higher
    /// number has missed nothing.
    /// </summary>
    public ValuesFrame Snapshot()
    {
        // The number first: values that come meanwhile are in the snapshot and once more in a later frame.
        var seq = Volatile.Read(ref _seq);
        return new ValuesFrame(_epoch, seq, clocks.City.UnixMs(), [.. feed.Values.Select(ValueItem.From)]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clocks.Pace);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            SendTick();
        }
    }

    void SendTick()
    {
        var changes = feed.ValuesSince(_version);
        _version = changes.Version;
        Volatile.Write(ref _seq, _seq + 1);

        // After the number is out: who joined before reading it in a snapshot gets this very frame.
        var joined = groups.Joined.Where(name => name is not (LiveGroups.Alerts or LiveGroups.Map)).ToDictionary(name => name, _ => new List<ValueItem>());
        if (joined.Count > 0)
        {
            Sort(changes.Readings, joined);
        }

        var at = clocks.City.UnixMs();
        foreach (var (group, items) in joined)
        {
            var frame = new ValuesFrame(_epoch, _seq, at, items);
            sender.Send(group, client => client.Values(frame));
        }
    }

    void Sort(IReadOnlyList<Reading> readings, Dictionary<string, List<ValueItem>> joined)
    {
        foreach (var reading in readings.Concat(_places.Take(feed.Registry).Select(feed.Find).OfType<Reading>()))
        {
            ValueItem? item = null;
            foreach (var group in _places.GroupsOf(reading.Series))
            {
                if (joined.TryGetValue(group, out var items))
                {
                    items.Add(item ??= ValueItem.From(reading));
                }
            }
        }
    }
}
