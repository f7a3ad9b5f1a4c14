using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Databases of InfluxDB 1.x, made and changed by statements.</summary>
sealed class InfluxDatabases1(InfluxDbOptions options, InfluxDbClient client, ILogger logger)
{
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var database in options.Databases)
        {
            using var made = await RunAsync($"CREATE DATABASE {InfluxQl.Name(database)}", cancellationToken);
        }

        await EnsureRetentionAsync(cancellationToken);
    }

    async ValueTask EnsureRetentionAsync(CancellationToken cancellationToken)
    {
        var database = InfluxQl.Name(options.RawDatabase);
        var wanted = GoText(options.Retention ?? TimeSpan.Zero);
        using var policies = await RunAsync($"SHOW RETENTION POLICIES ON {database}", cancellationToken);
        var (policy, duration) = DefaultPolicy(policies.RootElement);
        if (duration == wanted)
        {
            return;
        }

        // A shard may not be longer than the policy keeps it; these are the server's own steps.
        var (keep, shard) = options.Retention switch
        {
            null => ("INF", "7d"),
            { TotalDays: < 2 } => (wanted, "1h"),
            { TotalDays: < 180 } => (wanted, "1d"),
            _ => (wanted, "7d"),
        };
        using var altered = await RunAsync(
            $"ALTER RETENTION POLICY {InfluxQl.Name(policy)} ON {database} DURATION {keep} SHARD DURATION {shard}", cancellationToken);
        logger.LogInformation("InfluxDB keeps {Database} for {Wanted} from now on, before it was {Duration} (0s = for ever)", options.RawDatabase, wanted, duration);
    }

    async ValueTask<JsonDocument> RunAsync(string statement, CancellationToken cancellationToken)
    {
        var json = await client.RunAsync(statement, cancellationToken);
        if (json.RootElement.TryGetProperty("results", out var results) && results.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } result)
        {
            return result.TryGetProperty("error", out var error) ? throw Refusal(error.GetString() ?? "") : json;
        }

        throw client.Strange();
    }

    TelemetryStoreException Refusal(string error) => new($"{options.Name} does not set up its databases: {error}{(client.Contradiction.Length > 0 ? "." : "")}{client.Contradiction}", LineSender.ProbePause)
    {
        IsForbidden = error.Contains("authoriz", StringComparison.OrdinalIgnoreCase) || error.Contains("privilege", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Columns: name, duration, shardGroupDuration, replicaN, default. A database without policies has no values.</summary>
    (string Name, string Duration) DefaultPolicy(JsonElement answer)
    {
        var series = answer.GetProperty("results")[0].GetProperty("series")[0];
        var columns = series.GetProperty("columns").EnumerateArray().Select(c => c.GetString()).ToList();
        if (!columns.Contains("default"))
        {
            throw client.Strange();
        }

        var rows = series.TryGetProperty("values", out var values) ? values.EnumerateArray() : default;
        foreach (var row in rows.Where(row => row[columns.IndexOf("default")].GetBoolean()))
        {
            return (row[columns.IndexOf("name")].GetString()!, row[columns.IndexOf("duration")].GetString()!);
        }

        throw new TelemetryStoreException(
            $"{options.Name} has no default retention policy for {options.RawDatabase}, so it takes nothing. Make one: " +
            $"CREATE RETENTION POLICY \"autogen\" ON {InfluxQl.Name(options.RawDatabase)} DURATION INF REPLICATION 1 DEFAULT", LineSender.ProbePause);
    }

    /// <summary>As the server writes it: <c>720h0m0s</c>, <c>1m30s</c>, <c>0s</c>.</summary>
    static string GoText(TimeSpan duration)
    {
        var (hours, minutes, seconds) = ((long)duration.TotalHours, duration.Minutes, duration.Seconds);
        var text = hours > 0 ? $"{hours}h{minutes}m{seconds}s" : minutes > 0 ? $"{minutes}m{seconds}s" : $"{seconds}s";
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
