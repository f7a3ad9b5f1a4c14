using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// The rows of the registry that one batch of births or discoveries is about, inside its transaction. Not thread-safe.
/// </summary>
sealed class RegistryPage
{
    const int RowsPerQuery = 500;

    readonly CityDatabase _db;
    readonly Dictionary<string, DeviceEntity> _devices = [];
    readonly Dictionary<string, StationEntity> _stations = [];
    readonly HashSet<SeriesId> _series = [];

    RegistryPage(CityDatabase db) => _db = db;

    public static async Task<RegistryPage> LoadAsync(CityDatabase db, IEnumerable<string> devices, CancellationToken cancellationToken)
    {
        var page = new RegistryPage(db);
        foreach (var ids in devices.Distinct().Chunk(RowsPerQuery).Select(c => c.ToList()))
        {
            await foreach (var device in db.Devices.Where(d => ids.Contains(d.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                page._devices.Add(device.Id, device);
            }
        }

        return page;
    }

    public async Task LoadSeriesAsync(CancellationToken cancellationToken)
    {
        foreach (var ids in _devices.Keys.Chunk(RowsPerQuery).Select(c => c.ToList()))
        {
            var rows = _db.Series.AsNoTracking().Where(s => ids.Contains(s.Device)).AsAsyncEnumerable();
            await foreach (var series in rows.WithCancellation(cancellationToken))
            {
                _series.Add(new SeriesId(series.Device, series.Quantity));
            }
        }
    }

    /// <summary>The stations that these births name, those the devices had so far, and those of the devices' own ids.</summary>
    public async Task LoadStationsAsync(IReadOnlyList<DeviceBirth> births, CancellationToken cancellationToken)
    {
        var wanted = births.Select(b => b.Birth.Station).Concat(births.Select(b => b.Device)).Concat(_devices.Values.Select(d => d.BirthStation));
        foreach (var ids in wanted.OfType<string>().Distinct().Chunk(RowsPerQuery).Select(c => c.ToList()))
        {
            await foreach (var station in _db.Stations.Where(s => ids.Contains(s.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                _stations.Add(station.Id, station);
            }
        }
    }

    /// <summary>False when the device belongs to another domain.</summary>
    public bool Discover(Discovery found)
    {
        var device = _devices.GetValueOrDefault(found.Device) ?? AddDevice(found.Device, found.Domain);
        if (device.Domain != found.Domain)
        {
            return false;
        }

        if (found is { Quantity: { } quantity, Unit: { } unit } && _series.Add(new SeriesId(found.Device, quantity)))
        {
            _db.Series.Add(new SeriesEntity { Device = found.Device, Quantity = quantity, Unit = unit });
        }

        return true;
    }

    /// <summary>False when the device belongs to another domain.</summary>
    public bool Take(DeviceBirth born)
    {
        var (id, domain, birth) = born;
        var known = _devices.GetValueOrDefault(id);
        if (known is null && !birth.Online && !birth.Accepts)
        {
            return true;
        }

        var device = known ?? AddDevice(id, domain);
        if (device.Domain != domain)
        {
            return false;
        }

        Describe(device, birth);
        if ((birth.Station ?? (birth.HasPosition ? id : null)) is { } target)
        {
            device.Registration = Registration.Accepted;
            Stand(device, target, birth);
        }

        return true;
    }

    static void Describe(DeviceEntity device, Birth birth)
    {
        device.BirthName = birth.Name ?? device.BirthName;
        device.BirthGateway = birth.Gateway ?? device.BirthGateway;
        device.BirthIntervalSeconds = birth.IntervalSeconds ?? device.BirthIntervalSeconds;
        device.Firmware = birth.Firmware ?? device.Firmware;
        if (birth.Units.Count > 0)
        {
            device.BirthUnits = BirthUnits.Write(birth.Units);
        }
    }

    void Stand(DeviceEntity device, string target, Birth birth)
    {
        if (device.BirthStation is { } old && old != target && _stations.TryGetValue(old, out var left) && left.DescribedBy == device.Id)
        {
            left.DescribedBy = null;
        }

        device.BirthStation = target;
        var station = _stations.GetValueOrDefault(target) ?? AddStation(target, device.Domain);
        station.DescribedBy ??= device.Id;

        // Two devices of one station may tell two names or positions; at every reconnect they would take turns.
        var owns = station.DescribedBy == device.Id;
        station.BirthName = Choose(owns, station.BirthName, birth.Name);
        station.BirthDistrict = Choose(owns, station.BirthDistrict, birth.District);
        if (birth.HasPosition && (owns || station.BirthLat is null))
        {
            (station.BirthLat, station.BirthLon) = (birth.Lat, birth.Lon);
        }
    }

    static string? Choose(bool owns, string? before, string? told) => owns ? told ?? before : before ?? told;

    DeviceEntity AddDevice(string id, string domain)
    {
        var device = new DeviceEntity { Id = id, Domain = domain, Registration = Registration.Discovered };
        _db.Devices.Add(device);
        _devices.Add(id, device);
        return device;
    }

    StationEntity AddStation(string id, string domain)
    {
        var station = new StationEntity { Id = id, Domain = domain };
        _db.Stations.Add(station);
        _stations.Add(id, station);
        return station;
    }
}
