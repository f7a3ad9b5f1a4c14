using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// InfluxDB 3 Core and Enterprise. Of a batch with bad lines the good ones are kept, and the refusal names the bad ones. Core reads
/// a bounded number of its files for one question, which is some days of raw readings.
/// </summary>
sealed class InfluxProfile3(InfluxDbOptions options) : InfluxProfile
{
    /// <summary>It names no more; with so many there may be others.</summary>
    const int MostNamed = 100;

    public override int Version => 3;

    public override string WriteAddress(string database) =>
        $"api/v3/write_lp?db={Uri.EscapeDataString(database)}&precision=millisecond&accept_partial=true";

    public override ValueTask EnsureAsync(InfluxDbClient client, ILogger logger, CancellationToken cancellationToken) =>
        new InfluxDatabases3(options, client, logger).EnsureAsync(cancellationToken);

    public override string? ReasonIn(JsonElement refusal) => HttpAnswer.TextOf(refusal, "error");

    public override IReadOnlyList<int> GuiltyIn(JsonElement refusal)
    {
        if (!refusal.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() >= MostNamed)
        {
            return [];
        }

        var found = data.EnumerateArray().Select(LineOf).Distinct().ToList();
        return found.Contains(-1) ? [] : found;
    }

    public override bool IsTooLong(string error) => error.Contains("exceed file limit", StringComparison.Ordinal);

    static int LineOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("line_number", out var number)
        && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var line) && line > 0 ? line - 1 : -1;
}
