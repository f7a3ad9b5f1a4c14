using System.Text.Json;

namespace CityOps.Simulators.Import.Ledger;

/// <summary>Reads <c>total</c> of an account (docs/contracts.md, Ledger).</summary>
static class LedgerJson
{
    public static LedgerSum Read(JsonElement total) => new()
    {
        Received = Number(total, "received"),
        Stored = Number(total, "stored"),
        Duplicate = Number(total, "duplicate"),
        Refused = Number(total, "refused"),
        Pending = Number(total, "pending"),
        Rejected = Number(total.GetProperty("rejected"), "total"),
        Shed = Number(total, "shed"),
        Late = Number(total, "late"),
        ReadingsTaken = Number(total.GetProperty("readings"), "taken"),
        ReadingsRefused = total.GetProperty("readings").GetProperty("refused").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetInt64()),
    };

    static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
