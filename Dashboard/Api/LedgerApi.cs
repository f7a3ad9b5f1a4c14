using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;

namespace CityOps.Dashboard.Api;

/// <summary>The account of messages over HTTP.</summary>
static class LedgerApi
{
    public static void MapLedger(this RouteGroupBuilder api)
    {
        api.MapGet("/ledger", (Ledger ledger, TimeProvider clock) => Results.Ok(CityLedgerAnswer.From(ledger.Total(clock.UnixMs())))).Produces<CityLedgerAnswer>();
        api.MapGet("/ledger/devices", (Ledger ledger, TimeProvider clock, string? limit, string? cursor) => Results.Ok(ListAnswer<LedgerAnswer>.Page(
            ledger.Devices(clock.UnixMs()).Select(LedgerAnswer.From), answer => answer.Device, cursor, Parameters.Limit(limit))));
        api.MapGet("/ledger/{device}", (string device, Ledger ledger, TimeProvider clock) =>
            ledger.Device(device, clock.UnixMs()) is { } view
                ? Results.Ok(LedgerAnswer.From(view))
                : throw ApiException.Unknown("account of device", device));
    }
}

/// <summary>The account of the whole city.</summary>
sealed record CityLedgerAnswer(string AsOf, LedgerTotal Total)
{
    public static CityLedgerAnswer From(LedgerView view) => new(Instants.ToRfc3339(view.AsOf), LedgerTotal.From(view));
}

sealed record LedgerAnswer(string AsOf, string Device, LedgerTotal Total)
{
    public static LedgerAnswer From(LedgerView view) => new(Instants.ToRfc3339(view.AsOf), view.Device!, LedgerTotal.From(view));
}

sealed record LedgerTotal(
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

sealed record RejectedCounts(long Total, IReadOnlyDictionary<string, long> Reasons);

sealed record ReadingCounts(long Taken, IReadOnlyDictionary<string, long> Refused);
