using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Databases of InfluxDB 3. A write would make them too, but without retention, and Core cannot change that afterwards: what is
/// there is taken as it is.
/// </summary>
sealed class InfluxDatabases3(InfluxDbOptions options, InfluxDbClient client, ILogger logger)
{
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var database in options.Databases)
        {
            var retention = database == options.RawDatabase ? options.Retention : null;
            var answer = await client.CallAsync(HttpMethod.Post, "api/v3/configure/database", Wish(database, retention), cancellationToken);
            if (!answer.IsSuccess && answer.Status != HttpStatusCode.Conflict)
            {
                throw client.Refusal(answer);
            }

            if (answer.Status == HttpStatusCode.Conflict && retention is not null)
            {
                logger.LogInformation(
                    "{Database} is in InfluxDB already and keeps the retention it was made with; Store:InfluxDb:Retention is for new ones", database);
            }
        }
    }

    static object Wish(string database, TimeSpan? retention) =>
        retention is { } kept ? new { db = database, retention_period = Text(kept) } : new { db = database };

    static string Text(TimeSpan kept) => kept.Ticks % TimeSpan.TicksPerDay == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{kept.Days}d")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)kept.TotalSeconds}s");
}
