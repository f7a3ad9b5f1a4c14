using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Telemetry;

namespace CityOps.Ingestion.Http;

/// <summary>The account of messages over HTTP.</summary>
public static class LedgerApi
{
    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        api.MapGet("/ledger", (Ledger ledger, ITelemetryWriter store, TimeProvider clock) =>
            Results.Ok(CityLedgerAnswer.From(ledger.Total(clock.UnixMs()), store.StoredUntil))).Produces<CityLedgerAnswer>();
        api.MapGet("/ledger/devices", (DeviceAccounts accounts, string? limit, string? cursor) => Results.Ok(ListAnswer.Page(
            accounts.All().Select(DeviceLedgerAnswer.From), answer => answer.Device, cursor, Parameters.Limit(limit)))).Produces<ListAnswer<DeviceLedgerAnswer>>();
        api.MapGet("/ledger/devices/worst", Worst).Produces<WorstDevicesAnswer>();
        api.MapGet("/ledger/{device}", (string device, DeviceAccounts accounts) =>
            accounts.Find(device) is { } account
                ? Results.Ok(DeviceLedgerAnswer.From(account))
                : throw ApiException.Unknown("account of device", device)).Produces<DeviceLedgerAnswer>();
    }

    static IResult Worst(DeviceWatch watch, string? q, string? trouble, string? all, string? offset, string? limit)
    {
        var kind = TroubleWords.Read(trouble);
        if (kind is null && !string.IsNullOrEmpty(trouble))
        {
            throw ApiException.BadParameter("trouble", $"'{trouble}' is none of {string.Join(' ', TroubleWords.All.Select(TroubleWords.Of))}");
        }

        return Results.Ok(WorstDevicesAnswer.From(watch.Find(
            new WatchQuery(q ?? "", kind, Parameters.Flag(all, "all") ?? false, Parameters.Offset(offset), Parameters.Limit(limit)))));
    }
}

/// <summary>The account of the whole city.</summary>
/// <param name="StoredUntil">ReceivedAt up to which all taken readings are in the store; null while it is empty.</param>
public sealed record CityLedgerAnswer(string AsOf, LedgerTotal Total, string? StoredUntil)
{
    public static CityLedgerAnswer From(LedgerView view, long? storedUntil) =>
        new(Instants.ToRfc3339(view.AsOf), LedgerTotal.From(view), Text(storedUntil));

    internal static string? Text(long? unixMs) => unixMs is { } instant ? Instants.ToRfc3339(instant) : null;
}

/// <param name="Connection">online, offline or unknown.</param>
public sealed record DeviceLedgerAnswer(
    string AsOf, string Device, LedgerTotal Total, string? LastReceivedAt, string? LastObservedAt, long? SkewMs, string Connection)
{
    public static DeviceLedgerAnswer From(DeviceAccountView account)
    {
        var view = account.Ledger;
        return new DeviceLedgerAnswer(
            Instants.ToRfc3339(view.AsOf), view.Device!, LedgerTotal.From(view), CityLedgerAnswer.Text(view.LastReceivedAt),
            CityLedgerAnswer.Text(view.LastObservedAt), view.SkewMs, ConnectionWords.Of(account.Online));
    }
}

public sealed record LedgerTotal(
    long Received, long Decoded, long Stored, long Duplicate, long Refused, long Pending, RejectedCounts Rejected, long Shed, long Late,
    long Conflicting, long Missing, long OutOfOrder, ReadingCounts Readings)
{
    public static LedgerTotal From(LedgerView view)
    {
        var c = view.Counts;
        return new LedgerTotal(
            c.Received, c.Decoded, c.Stored, c.Duplicate, c.Refused, c.Pending, new RejectedCounts(c.Rejected.Sum(), ByName(c.Rejected)), c.Shed, c.Late,
            c.Conflicting, view.Missing, c.OutOfOrder, new ReadingCounts(c.ReadingsTaken, ByName(c.ReadingsRefused)));
    }

    static Dictionary<string, long> ByName(long[] counts) =>
        Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).ToDictionary(i => ((RejectReason)i).ToWire(), i => counts[i]);
}

public sealed record RejectedCounts(long Total, IReadOnlyDictionary<string, long> Reasons);

public sealed record ReadingCounts(long Taken, IReadOnlyDictionary<string, long> Refused);
