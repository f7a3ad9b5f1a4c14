using CityOps.Core.Readings;
using CityOps.Ingestion.Http;

namespace CityOps.Tests.Dashboard.Worker;

static class SomeLedger
{
    /// <summary>A city's account in which all that was decoded is stored.</summary>
    public static CityLedgerAnswer Of(long at, long stored, long rejected = 0, long refused = 0) => new(
        Instants.ToRfc3339(at),
        new LedgerTotal(
            stored + rejected + refused, stored + refused, stored, 0, refused, 0, new RejectedCounts(rejected, new Dictionary<string, long> { ["bad_json"] = rejected }), 0, 0, 0, 0, 0,
            new ReadingCounts(stored, new Dictionary<string, long> { ["bad_json"] = rejected })),
        null);
}
