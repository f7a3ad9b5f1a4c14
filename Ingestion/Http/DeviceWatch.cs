using System.Globalization;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Registration;

namespace CityOps.Ingestion.Http;

/// <summary>
/// Which devices need a look, worst first: most messages lost, then most troubles of the moment, then most readings refused or out of order. The ledger is looked through at
/// most once a second, however many ask. What was wrong more than a day ago is history: it stands in the device's account. Safe for concurrent use.
/// </summary>
public sealed class DeviceWatch(Ledger ledger, DeviceConnections connections, RegistryMirror registry, TimeProvider clock)
{
    const long FreshForMs = 1_000;
    const long MostSkewMs = 60_000;
    const long StepsBackAfterMs = 24 * 3_600_000;
    const long SilentWithoutIntervalMs = 15 * 60_000;
    const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    readonly Lock _gate = new();
    readonly List<DeviceTally> _tallies = [];
    readonly HashSet<string> _counted = [];
    readonly List<WatchedDevice> _devices = [];
    int[] _byTrouble = [];
    int _troubled;
    long _asOf = long.MinValue;
    long _unnamed;

    public WatchedDevices Find(WatchQuery query)
    {
        // The ledger's and the connections' locks lie below this one and call nothing.
        lock (_gate)
        {
            var now = clock.UnixMs();
            if (now - _asOf is < 0 or >= FreshForMs)
            {
                LookLocked(now);
            }

            var found = FilterLocked(query);
            var order = found.OrderBy(device => device, WorstFirst.By(query.Trouble));
            return new WatchedDevices(
                _asOf, _devices.Count, _troubled, found.Count, _unnamed, _byTrouble, [.. order.Skip(query.Offset).Take(query.Limit)]);
        }
    }

    void LookLocked(long now)
    {
        _unnamed = ledger.Survey(_tallies);
        _asOf = now;
        _devices.Clear();
        _counted.Clear();
        foreach (var tally in _tallies)
        {
            _counted.Add(tally.Device);
            AddLocked(tally);
        }

        foreach (var device in connections.Devices.Where(device => !_counted.Contains(device)))
        {
            AddLocked(new DeviceTally(device, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null));
        }

        _troubled = _devices.Count(device => device.Troubles != DeviceTrouble.None);
        _byTrouble = [.. TroubleWords.All.Select(one => _devices.Count(device => (device.Troubles & one) != 0))];
    }

    void AddLocked(DeviceTally tally)
    {
        var online = connections.IsOnline(tally.Device);
        var known = registry.Current.Devices.GetValueOrDefault(tally.Device);
        _devices.Add(new WatchedDevice(tally, online, TroublesOf(tally, online, known)));
    }

    DeviceTrouble TroublesOf(in DeviceTally tally, bool? online, Device? known)
    {
        var intervalMs = 1_000L * (known?.IntervalSeconds ?? 0);
        var patienceMs = intervalMs > 0 ? 3 * intervalMs : SilentWithoutIntervalMs;
        return (_asOf - tally.LastTroubleAt < StepsBackAfterMs ? TroublesOf(tally) : DeviceTrouble.None) |
            // A mean is dated where its interval began, so the past is nothing odd until it is older than that.
            When(tally.SkewMs > MostSkewMs || tally.SkewMs < -(MostSkewMs + (2 * intervalMs)), DeviceTrouble.Clock) |
            When(online == false, DeviceTrouble.Offline) | When(tally.LastReceivedAt is { } last && _asOf - last > patienceMs, DeviceTrouble.Silent);
    }

    static DeviceTrouble TroublesOf(in DeviceTally tally) =>
        When(tally.Rejected > 0, DeviceTrouble.Rejected) | When(tally.Shed > 0, DeviceTrouble.Shed) | When(tally.Refused > 0, DeviceTrouble.Refused) |
        // A rejected message counts one refused reading at least.
        When(tally.Missing > 0, DeviceTrouble.Missing) | When(tally.ReadingsRefused > tally.Rejected, DeviceTrouble.Readings) |
        When(tally.IsRepetitive, DeviceTrouble.Repeated) | When(tally.OutOfOrder > 0, DeviceTrouble.OutOfOrder);

    static DeviceTrouble When(bool so, DeviceTrouble trouble) => so ? trouble : DeviceTrouble.None;

    List<WatchedDevice> FilterLocked(WatchQuery query)
    {
        var wanted = query.Trouble ?? (query.All ? DeviceTrouble.None : (DeviceTrouble)~0);
        var words = query.Search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return _devices.FindAll(device => (wanted == DeviceTrouble.None || (device.Troubles & wanted) != 0) && (words.Length == 0 || Matches(device.Tally.Device, words)));
    }

    /// <summary>Every word is in the device's id or name, or its station's; case and accents do not matter.</summary>
    bool Matches(string device, string[] words)
    {
        var known = registry.Current.Devices.GetValueOrDefault(device);
        var station = registry.Current.StationOf(device);
        return words.All(word => Has(device, word) || Has(known?.Name, word) || Has(station?.Name, word));
    }

    static bool Has(string? text, string word) => text is not null && CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, Loosely) >= 0;
}

/// <param name="Search">Words that are all in the device's id or name, or its station's.</param>
/// <param name="Trouble">Only devices with this one, the worst of it first; null = any.</param>
/// <param name="All">Those without trouble, too, after the others.</param>
public sealed record WatchQuery(string Search, DeviceTrouble? Trouble, bool All, int Offset, int Limit);

/// <param name="Online">Null = unknown.</param>
public readonly record struct WatchedDevice(DeviceTally Tally, bool? Online, DeviceTrouble Troubles);

/// <param name="AsOf">Unix ms.</param>
/// <param name="Known">All devices.</param>
/// <param name="Troubled">Those that need a look.</param>
/// <param name="Matching">Those that were asked for, on all pages.</param>
/// <param name="Unnamed">Messages that named no device.</param>
/// <param name="ByTrouble">How many devices have each of <see cref="TroubleWords.All"/>.</param>
public sealed record WatchedDevices(
    long AsOf, int Known, int Troubled, int Matching, long Unnamed, IReadOnlyList<int> ByTrouble, IReadOnlyList<WatchedDevice> Items);
