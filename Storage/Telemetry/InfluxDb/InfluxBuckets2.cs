using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Buckets of InfluxDB 2.x. Each is a database of the same name for <c>/query</c>, without more ado.</summary>
sealed class InfluxBuckets2(InfluxDbOptions options, InfluxDbClient client, ILogger logger)
{
    const string Buckets = "api/v2/buckets";

    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        var org = await OrgAsync(cancellationToken);
        foreach (var name in options.Databases)
        {
            var (isRaw, rules) = (name == options.RawDatabase, name == options.RawDatabase ? Rules(options.Retention) : []);
            if (await FindAsync(org, name, cancellationToken) is not { } bucket)
            {
                await MakeAsync(new NewBucket(org, name, rules), cancellationToken);
            }
            else if (isRaw && bucket.EverySeconds != Seconds(options.Retention))
            {
                await ChangeAsync(bucket, rules, cancellationToken);
            }
        }
    }

    async ValueTask<string> OrgAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(HttpMethod.Get, $"api/v2/orgs?org={Uri.EscapeDataString(options.Org ?? "")}", null, cancellationToken);
        if (answer.Status == HttpStatusCode.OK)
        {
            return answer.Read(json => FirstOf(json, "orgs") is { } org ? HttpAnswer.TextOf(org, "id") : null) ?? throw NoOrg("");
        }

        throw answer.Status == HttpStatusCode.NotFound ? NoOrg($" ({answer.Text})") : Refusal(answer);
    }

    async ValueTask<Bucket2?> FindAsync(string org, string name, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(HttpMethod.Get, $"{Buckets}?orgID={Uri.EscapeDataString(org)}&name={Uri.EscapeDataString(name)}", null, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => answer.Read(json => FirstOf(json, "buckets") is { } bucket ? BucketOf(bucket) : null),
            HttpStatusCode.NotFound => null,
            _ => throw Refusal(answer),
        };
    }

    async ValueTask MakeAsync(NewBucket bucket, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(HttpMethod.Post, Buckets, bucket, cancellationToken);
        var isThereByNow = answer.Status == HttpStatusCode.UnprocessableEntity && answer.Read(json => HttpAnswer.TextOf(json, "code")) == "conflict";
        if (!answer.IsSuccess && !isThereByNow)
        {
            throw Refusal(answer);
        }
    }

    async ValueTask ChangeAsync(Bucket2 bucket, Rule[] rules, CancellationToken cancellationToken)
    {
        // A shard may not be longer than the bucket keeps it, and stays as long as it was unless it is told.
        rules = [.. rules.Select(rule => rule with { ShardSeconds = ShardSeconds(rule.EverySeconds) })];
        var answer = await client.CallAsync(HttpMethod.Patch, $"{Buckets}/{Uri.EscapeDataString(bucket.Id)}", new { retentionRules = rules }, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw Refusal(answer);
        }

        logger.LogInformation(
            "InfluxDB keeps {Bucket} for {Wanted} s from now on, before it was {Seconds} s (0 s = for ever)", options.RawDatabase, Seconds(options.Retention), bucket.EverySeconds);
    }

    /// <summary>To a token without the right to do something it says 401, as to a wrong one, but names what was not allowed.</summary>
    TelemetryStoreException Refusal(HttpAnswer answer) =>
        client.Refusal(answer, answer.Status == HttpStatusCode.Unauthorized && answer.Text.EndsWith(" is unauthorized", StringComparison.Ordinal));

    TelemetryStoreException NoOrg(string said) =>
        new($"{options.Name} has no organization {options.Org}{said}. Look at Store:InfluxDb:Org.{client.Contradiction}", LineSender.ProbePause);

    static JsonElement? FirstOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0 ? items[0] : null;

    static Bucket2? BucketOf(JsonElement json) => HttpAnswer.TextOf(json, "id") is { } id
        ? new Bucket2(id, FirstOf(json, "retentionRules") is { } rule && rule.TryGetProperty("everySeconds", out var seconds) ? seconds.GetInt64() : 0)
        : null;

    /// <summary>The server's own steps: an hour, a day, a week.</summary>
    static long ShardSeconds(long keptSeconds) => keptSeconds switch { < 2 * 86_400 => 3_600, < 180 * 86_400 => 86_400, _ => 7 * 86_400 };

    static long Seconds(TimeSpan? retention) => (long)(retention?.TotalSeconds ?? 0);

    /// <summary>None = for ever.</summary>
    static Rule[] Rules(TimeSpan? retention) => retention is null ? [] : [new Rule("expire", Seconds(retention))];

    sealed record Bucket2(string Id, long EverySeconds);

    sealed record NewBucket(
        [property: JsonPropertyName("orgID")] string OrgId, [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("retentionRules")] Rule[] Rules);

    sealed record Rule([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("everySeconds")] long EverySeconds)
    {
        [JsonPropertyName("shardGroupDurationSeconds"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? ShardSeconds { get; init; }
    }
}
