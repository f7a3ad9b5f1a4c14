using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Registration;

namespace CityOps.Ingestion.Http;

/// <summary>
/// What ingestion knows of each device: its account, and what it said of its connection. A device of which only the latter is
/// known has an account of zeros. Safe for concurrent use.
/// </summary>
public sealed class DeviceAccounts(Ledger ledger, DeviceConnections connections, TimeProvider clock)
{
    /// <summary>All of them together, and what named none.</summary>
    public LedgerView City() => ledger.Total(clock.UnixMs());

    /// <summary>All devices by id.</summary>
    public IReadOnlyList<DeviceAccountView> All()
    {
        var now = clock.UnixMs();
        var known = ledger.Devices(now);
        var silent = connections.Devices.Except(known.Select(view => view.Device!)).Select(device => Empty(device, now));
        return [.. known.Concat(silent).Select(Join).OrderBy(account => account.Ledger.Device, StringComparer.Ordinal)];
    }

    public DeviceAccountView? Find(string device)
    {
        var now = clock.UnixMs();
        var view = ledger.Device(device, now) ?? (connections.IsOnline(device) is null ? null : Empty(device, now));
        return view is null ? null : Join(view);
    }

    DeviceAccountView Join(LedgerView view) => new(view, connections.IsOnline(view.Device!));

    static LedgerView Empty(string device, long now) => new(now, device, new LedgerCounts(), 0, null, null, null);
}

/// <param name="Online">Null = unknown.</param>
public sealed record DeviceAccountView(LedgerView Ledger, bool? Online);
