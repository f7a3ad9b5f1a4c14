using System.Globalization;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Worker;

namespace CityOps.Dashboard.Components.Devices;

/// <summary>All devices that a query asks for, in its order, and how many of each state there are. Pure.</summary>
/// <param name="Rows">Those of the page.</param>
/// <param name="Count">Of all pages.</param>
/// <param name="States">Before the filter by state.</param>
public sealed record DeviceList(IReadOnlyList<DeviceRow> Rows, int Count, int Known, IReadOnlyDictionary<DeviceState, int> States)
{
    public const int RowsAPage = 50;
    const string BatteryQuantity = "battery";

    public int Pages => Math.Max(1, (Count + RowsAPage - 1) / RowsAPage);

    /// <param name="newest">The newest reading of a series.</param>
    /// <param name="now">Unix ms.</param>
    internal static DeviceList Of(
        DevicesQuery query, Registry registry, IReadOnlyDictionary<string, DeviceFacts> facts, Func<SeriesId, Reading?> newest, long now)
    {
        var speaking = registry.Series.Keys.Select(id => id.Device).ToHashSet();
        var words = query.Search?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var found = registry.Devices.Values
            .Where(device => (query.Domain is null || device.Domain == query.Domain) && (!query.IsDiscovered || device.Registration == Registration.Discovered))
            .Select(device => (Device: device, Station: registry.StationOf(device.Id)))
            .Where(one => (query.District is null || one.Station?.District == query.District) && words.All(word => Has(one.Device, one.Station, word)))
            .Select(one => RowOf(one.Device, one.Station, facts.GetValueOrDefault(one.Device.Id), speaking, now)).ToList();
        var states = found.CountBy(row => row.State).ToDictionary();
        var rows = Sorted(query.State is { } state ? found.Where(row => row.State == state) : found, query.Order).ToList();
        // Beyond the last page stands the last one: devices may have gone since the link was made.
        var page = rows.Skip(Math.Min(query.Page - 1, Math.Max(0, rows.Count - 1) / RowsAPage) * RowsAPage).Take(RowsAPage);
        return new DeviceList([.. page.Select(row => row with { Battery = newest(new SeriesId(row.Device.Id, BatteryQuantity))?.Value })], rows.Count, registry.Devices.Count, states);
    }

    /// <summary>How a device stands that has its facts.</summary>
    /// <param name="hasSeries">A gateway has none: that it is connected is all it ever says.</param>
    internal static DeviceState StateOf(Device device, DeviceFacts facts, bool hasSeries, long now) =>
        facts.Online == false ? DeviceState.Offline
        : facts.Online == true && !hasSeries ? DeviceState.Reporting
        : facts.LastReceivedAt is not { } last ? DeviceState.Unheard
        : now - last > StationPatience.MsOf(device) ? DeviceState.Silent : DeviceState.Reporting;

    static DeviceRow RowOf(Device device, Station? station, DeviceFacts facts, HashSet<string> speaking, long now) =>
        new(device, station, StateOf(device, facts, speaking.Contains(device.Id), now), facts.LastReceivedAt, null);

    static IEnumerable<DeviceRow> Sorted(IEnumerable<DeviceRow> rows, DeviceOrder order) => (order switch
    {
        DeviceOrder.Name => rows.OrderBy(row => row.Device.Name, StringComparer.CurrentCulture),
        DeviceOrder.Heard => rows.OrderBy(row => row.LastAt ?? long.MinValue),
        _ => rows.OrderBy(row => row.State).ThenBy(row => row.Device.Name, StringComparer.CurrentCulture),
    }).ThenBy(row => row.Device.Id, StringComparer.Ordinal);

    static bool Has(Device device, Station? station, string word) =>
        Contains(device.Id, word) || Contains(device.Name, word) || Contains(station?.Name, word) || Contains(device.Gateway, word) || Contains(device.Firmware, word);

    static bool Contains(string? text, string word) =>
        text is not null && CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}
