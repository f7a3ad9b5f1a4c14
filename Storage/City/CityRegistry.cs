using System.Collections.Frozen;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Stations, devices and series. What a person has set by PUT and what births said are kept in two layers; the person's wins
/// field by field, now and after any later birth, and a field the person leaves null shows the births' value. Safe for
/// concurrent use by several threads and processes. Exceptions of the database escape to the caller.
/// </summary>
public sealed class CityRegistry(IDbContextFactory<CityDatabase> factory, TimeProvider? clock = null)
{
    readonly CityWrites _writes = new(factory, CounterEntity.Registry);
    readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Rises with every change of the registry, units of births included.</summary>
    public Task<long> RevisionAsync(CancellationToken cancellationToken = default) => _writes.CounterAsync(cancellationToken);

    /// <summary>
    /// The registry at one moment. A station is in it once it has a position, and a person has set it or a device stands there.
    /// </summary>
    public async Task<Registry> LoadAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        var revision = await db.Counters.Where(c => c.Name == CounterEntity.Registry).Select(c => c.Value).SingleAsync(cancellationToken);
        var stations = await db.Stations.AsNoTracking().ToListAsync(cancellationToken);
        var devices = (await db.Devices.AsNoTracking().ToListAsync(cancellationToken)).ToFrozenDictionary(d => d.Id, d => d.ToDevice());
        var series = await db.Series.AsNoTracking().ToListAsync(cancellationToken);

        var lived = devices.Values.Select(d => d.Station).ToHashSet();
        return new Registry(
            revision,
            stations.Where(s => s.SetByPerson || lived.Contains(s.Id)).Select(s => s.ToStation()).OfType<Station>().ToFrozenDictionary(s => s.Id),
            devices,
            series.Select(s => new Series(new SeriesId(s.Device, s.Quantity), devices[s.Device].Domain, s.Unit)).ToFrozenDictionary(s => s.Id));
    }

    /// <summary>Null for a device that is not known.</summary>
    public async Task<DeviceLayers?> LayersAsync(string device, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Devices.AsNoTracking().FirstOrDefaultAsync(one => one.Id == device, cancellationToken) is { } d
            ? new DeviceLayers(new DevicePut(d.Name, d.Domain, d.Station, d.Gateway, d.IntervalSeconds), d.BirthName, d.BirthStation, d.BirthGateway, d.BirthIntervalSeconds)
            : null;
    }

    /// <summary>Device → quantity → unit of its bare numbers, from its latest birth that gave any.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> LoadUnitsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Devices.Where(d => d.BirthUnits != null).Select(d => new { d.Id, d.BirthUnits }).ToListAsync(cancellationToken);
        return rows.ToFrozenDictionary(r => r.Id, r => BirthUnits.Read(r.BirthUnits!));
    }

    /// <param name="by">For the audit trail; null = the product itself.</param>
    public Task<PutResult> PutStationAsync(string id, StationPut put, Actor? by = null, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(
            async (db, revision) =>
            {
                var station = await db.Stations.FindAsync([id], cancellationToken);
                var (isNew, before) = (station is null, PersonsWords.Of(station));
                station ??= db.Stations.Add(new StationEntity { Id = id, Domain = put.Domain }).Entity;
                (station.Name, station.Lat, station.Lon, station.District, station.Domain, station.Attributes) =
                    (put.Name, put.Lat, put.Lon, put.District, put.Domain, put.Attributes.ToJson());
                return await SettleAsync(db, revision, isNew, new AuditAct(by ?? Actor.System, "station.put", "station:" + id, before, PersonsWords.Of(station)), cancellationToken);
            },
            cancellationToken);

    /// <summary>Makes the device accepted. Refuses an unknown station and another domain than the device's.</summary>
    /// <param name="by">For the audit trail; null = the product itself.</param>
    public Task<PutResult> PutDeviceAsync(string id, DevicePut put, Actor? by = null, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(
            async (db, revision) =>
            {
                var device = await db.Devices.FindAsync([id], cancellationToken);
                var (isNew, before) = (device is null, PersonsWords.Of(device));
                if (device is not null && device.Domain != put.Domain)
                {
                    return new PutResult(PutOutcome.OtherDomain, revision.Value);
                }

                if (put.Station is not null && await db.Stations.FindAsync([put.Station], cancellationToken) is null)
                {
                    return new PutResult(PutOutcome.UnknownStation, revision.Value);
                }

                device ??= db.Devices.Add(new DeviceEntity { Id = id, Domain = put.Domain, Registration = Registration.Accepted }).Entity;
                (device.Name, device.Station, device.Gateway, device.IntervalSeconds, device.Registration) =
                    (put.Name, put.Station, put.Gateway, put.IntervalSeconds, Registration.Accepted);
                return await SettleAsync(db, revision, isNew, new AuditAct(by ?? Actor.System, "device.put", "device:" + id, before, PersonsWords.Of(device)), cancellationToken);
            },
            cancellationToken);

    /// <summary>
    /// Takes new devices as <c>discovered</c> and new series with their unit, in one transaction. What is known stays as it is:
    /// the first unit seen is a series' unit.
    /// </summary>
    public Task<DiscoveryResult> DiscoverAsync(IReadOnlyList<Discovery> found, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(
            async (db, revision) =>
            {
                var page = await RegistryPage.LoadAsync(db, found.Select(f => f.Device), cancellationToken);
                await page.LoadSeriesAsync(cancellationToken);
                var wrong = found.Where(f => !page.Discover(f)).ToList();
                return new DiscoveryResult(Settle(db, revision, isNew: false).Revision, wrong);
            },
            cancellationToken);

    /// <summary>
    /// Takes births in order, in one transaction. A birth with <c>station</c> links that station and makes it where it is
    /// missing; one with a position alone does so with a station of the device's id. Name, position and district describe the
    /// station as well as the device, but only the device whose birth first described a station may change them later.
    /// An unknown device that only says <c>offline</c> is not taken.
    /// </summary>
    public Task<BirthResult> BirthAsync(IReadOnlyList<DeviceBirth> births, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(
            async (db, revision) =>
            {
                var page = await RegistryPage.LoadAsync(db, births.Select(b => b.Device), cancellationToken);
                await page.LoadStationsAsync(births, cancellationToken);
                var wrong = births.Where(b => !page.Take(b)).ToList();
                return new BirthResult(Settle(db, revision, isNew: false).Revision, wrong);
            },
            cancellationToken);

    /// <summary>The same for what a person said: a change has its entry in the audit trail.</summary>
    async Task<PutResult> SettleAsync(CityDatabase db, CounterEntity revision, bool isNew, AuditAct act, CancellationToken cancellationToken)
    {
        var result = Settle(db, revision, isNew);
        if (result.Outcome != PutOutcome.Unchanged)
        {
            await db.AddAuditAsync(act, _clock.UnixMs(), cancellationToken);
        }

        return result;
    }

    /// <summary>Entity Framework compares values, so saying the same again is no change and no new revision.</summary>
    static PutResult Settle(CityDatabase db, CounterEntity revision, bool isNew)
    {
        var changed = false;
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            changed = true;
            if (entry is { State: EntityState.Modified, Entity: IRevised revised })
            {
                revised.Revision++;
            }
        }

        return new PutResult(
            isNew ? PutOutcome.Created : changed ? PutOutcome.Updated : PutOutcome.Unchanged,
            changed ? revision.Next() : revision.Value);
    }
}
