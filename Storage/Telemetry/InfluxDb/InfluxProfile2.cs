using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// InfluxDB 2.x from 2.4 on, where every bucket is a database for <c>/query</c> too. One line that it cannot parse costs the whole
/// batch (400), one of another type only itself (422); either is found by halves.
/// </summary>
sealed class InfluxProfile2(InfluxDbOptions options) : InfluxProfile
{
    public override int Version => 2;

    /// <summary>Not <c>/write</c>: this one refuses a precision it does not know, and needs no right to map databases.</summary>
    public override string WriteAddress(string database) =>
        $"api/v2/write?org={Uri.EscapeDataString(options.Org ?? "")}&bucket={Uri.EscapeDataString(database)}&precision=ms";

    public override ValueTask EnsureAsync(InfluxDbClient client, ILogger logger, CancellationToken cancellationToken) =>
        new InfluxBuckets2(options, client, logger).EnsureAsync(cancellationToken);

    public override string? ReasonIn(JsonElement refusal) =>
        HttpAnswer.TextOf(refusal, "code") is null ? null : HttpAnswer.TextOf(refusal, "message");
}
