using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>InfluxDB 1.x. Of a batch with bad lines the good ones are kept; which are bad we find by halves.</summary>
sealed class InfluxProfile1(InfluxDbOptions options) : InfluxProfile
{
    public override int Version => 1;

    /// <summary>Not "us" and no other word: this server takes a precision it does not know for nanoseconds, without a word.</summary>
    public override string WriteAddress(string database) => $"write?db={Uri.EscapeDataString(database)}&precision=ms";

    public override ValueTask EnsureAsync(InfluxDbClient client, ILogger logger, CancellationToken cancellationToken) =>
        new InfluxDatabases1(options, client, logger).EnsureAsync(cancellationToken);

    public override string? ReasonIn(JsonElement refusal) => HttpAnswer.TextOf(refusal, "error");
}
