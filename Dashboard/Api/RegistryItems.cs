using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

sealed record StationItem(string Id, string Name, string Domain, double Lat, double Lon, string? District, IReadOnlyList<string> Devices, string State,
    IReadOnlyDictionary<string, double> Attributes);

sealed record DeviceItem(
    string Id, string Name, string Domain, string? Station, string? Gateway, string Registration, string Connection,
    string? LastReceivedAt, string? LastObservedAt, long? SkewMs, int? IntervalSeconds, IReadOnlyList<string> Series);

sealed record SeriesItem(string Id, string Device, string Quantity, string Unit, string? Station, string Domain);

/// <summary>The registry joined with what ingestion and the open alerts know of it.</summary>
sealed class RegistryItems(CityRegistry city, IIngestion ingestion, LiveFeed feed, TimeProvider clock)
{
    /// <summary>All stations by id.</summary>
    public async Task<IReadOnlyList<StationItem>> StationsAsync(CancellationToken cancellationToken)
    {
        var registry = await city.LoadAsync(cancellationToken);
        var devices = registry.Devices.Values.Where(d => d.Station is not null).ToLookup(d => d.Station!);
        var alerting = feed.OpenAlerts.Select(alert => alert.Station).OfType<string>().ToHashSet();
        var facts = await ingestion.DevicesAsync(cancellationToken);
        var now = clock.UnixMs();
        return
        [
            .. registry.Stations.Values.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => new StationItem(
                s.Id, s.Name, s.Domain, s.Lat, s.Lon, s.District, [.. devices[s.Id].Select(d => d.Id).Order(StringComparer.Ordinal)],
                alerting.Contains(s.Id) ? "alert" : StateOf(devices[s.Id], facts, now), s.Attributes.Values)),
        ];
    }

    /// <summary>All devices by id.</summary>
    public async Task<IReadOnlyList<DeviceItem>> DevicesAsync(CancellationToken cancellationToken)
    {
        var registry = await city.LoadAsync(cancellationToken);
        var series = registry.Series.Values.ToLookup(s => s.Id.Device, s => s.Id.ToString());
        var facts = await ingestion.DevicesAsync(cancellationToken);
        return [.. registry.Devices.Values.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => ItemOf(d, series[d.Id], facts.GetValueOrDefault(d.Id)))];
    }

    static DeviceItem ItemOf(Device device, IEnumerable<string> series, DeviceFacts facts) => new(
        device.Id, device.Name, device.Domain, device.Station, device.Gateway,
        device.Registration == Registration.Accepted ? "accepted" : "discovered", ConnectionWords.Of(facts.Online),
        Text(facts.LastReceivedAt), Text(facts.LastObservedAt), facts.SkewMs, device.IntervalSeconds, [.. series.Order(StringComparer.Ordinal)]);

    static string StateOf(IEnumerable<Device> devices, IReadOnlyDictionary<string, DeviceFacts> facts, long now)
    {
        var state = "unknown";
        foreach (var device in devices)
        {
            if (facts.GetValueOrDefault(device.Id).LastReceivedAt is { } last)
            {
                if (now - last <= StationPatience.MsOf(device))
                {
                    return "normal";
                }

                state = "stale";
            }
        }

        return state;
    }

    static string? Text(long? unixMs) => unixMs is { } instant ? Instants.ToRfc3339(instant) : null;
}
