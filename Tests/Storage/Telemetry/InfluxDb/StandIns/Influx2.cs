using System.Globalization;
using System.Text.Json;
using CityOps.Storage.Telemetry.InfluxDb;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

/// <summary>InfluxDB 2.7 with one organization: a token for everything, and one that may only write and read what is there.</summary>
sealed class Influx2(InfluxServer server) : InfluxStandIn(server)
{
    public const string CityHall = "city hall";
    public const string LimitedToken = "t0ken-of-the-worker";
    const string OrgId = "00000000000000aa";

    public string Org { get; init; } = CityHall;

    protected override string Version => "v2.7.11";

    public override InfluxDbOptions Access(InfluxDbOptions options) => options with { Url = Url, Version = 2, Org = Org, Token = Token };

    protected override async ValueTask<StandInAnswer> AnswerAsync(StandInRequest request)
    {
        // Here and at /health nobody is asked who he is.
        if (request.Route is "GET /ping")
        {
            return new(204);
        }

        var isLimited = request.Authorization == $"Token {LimitedToken}";
        if (!isLimited && request.Authorization != $"Token {Token}")
        {
            return Refusal(401, "unauthorized access");
        }

        return request.Route switch
        {
            "POST /api/v2/write" => await WriteAsync(request),
            "POST /query" => await QueryAsync(request, Refuses),
            "GET /api/v2/orgs" => isLimited ? Refusal(401, $"read:orgs/{OrgId} is unauthorized") : Orgs(request),
            "GET /api/v2/buckets" => Buckets(request),
            "POST /api/v2/buckets" => await NewBucketAsync(request),
            _ when request.Route.StartsWith("PATCH /api/v2/buckets/", StringComparison.Ordinal) => Change(request),
            _ => Refusal(404, "path not found"),
        };
    }

    /// <summary>An organization or a bucket by name; nothing is made by writing.</summary>
    async Task<StandInAnswer> WriteAsync(StandInRequest request)
    {
        Writes.Enqueue(request.Lines.Length);
        var (org, bucket) = (request.Query.GetValueOrDefault("org"), request.Query.GetValueOrDefault("bucket"));
        if (Extra(request.Query.Keys, "org", "bucket", "precision") is { } extra)
        {
            return extra;
        }

        if (request.Query.GetValueOrDefault("precision", "ns") is not "ms")
        {
            return Refusal(400, "invalid precision; valid precision units are ns, us, ms, and s");
        }

        return string.IsNullOrEmpty(org) ? Refusal(400, "Please provide either orgID or org")
            : org != Org ? Refusal(404, $"organization name \"{org}\" not found")
            : Databases.TryGetValue(bucket ?? "", out var database) ? await WriteAsync(request.Lines, bucket!, database)
            : Refusal(404, $"bucket \"{bucket}\" not found");
    }

    /// <summary>All lines must parse, or none is taken; one of another type, or too old, costs itself.</summary>
    async Task<StandInAnswer> WriteAsync(string[] lines, string name, StandInDatabase bucket)
    {
        var parsed = new List<(string Line, LineText Text)>();
        var unparsed = new List<string>();
        foreach (var line in lines)
        {
            if (Parse(line, out var text) is { } why)
            {
                unparsed.Add($"unable to parse '{line}': {why}");
            }
            else
            {
                parsed.Add((line, text!));
            }
        }

        if (unparsed.Count > 0)
        {
            return Refusal(400, string.Join('\n', unparsed));
        }

        var (dropped, reason, kept) = (0, "", new List<string>());
        foreach (var (line, text) in parsed)
        {
            if (WhyNot(bucket, text) is { } why)
            {
                (dropped, reason) = (dropped + 1, reason.Length > 0 ? reason : why);
            }
            else
            {
                kept.Add(line);
            }
        }

        await KeepAsync(name, kept);
        return dropped == 0 ? new(204) : Refusal(422, string.Create(CultureInfo.InvariantCulture, $"failure writing points to database: partial write: {reason} dropped={dropped}"));
    }

    static string? WhyNot(StandInDatabase bucket, LineText line)
    {
        if (bucket.Retention > TimeSpan.Zero && line.Time < (TimeProvider.System.GetUtcNow() - bucket.Retention).ToUnixTimeMilliseconds())
        {
            return "points beyond retention policy";
        }

        return bucket.Conflict(line) is var (field, had, got)
            ? $"field type conflict: input field \"{field}\" on measurement \"{line.Measurement}\" is type {Name(got)}, already exists as type {Name(had)}"
            : null;
    }

    StandInAnswer? Refuses(string statement, string database) =>
        // Of what changes anything, it has DELETE and DROP MEASUREMENT only.
        !statement.StartsWith("SELECT ", StringComparison.Ordinal) && !statement.StartsWith("DELETE FROM ", StringComparison.Ordinal) ? StandInAnswer.Failed($"{string.Join(' ', statement.Split(' ').Take(2))} is not implemented")
        : !Databases.ContainsKey(database) ? StandInAnswer.Failed("retention policy not found: ")
        : null;

    StandInAnswer Orgs(StandInRequest request) => Extra(request.Query.Keys, "org")
        ?? (request.Query.GetValueOrDefault("org") == Org
            ? StandInAnswer.Json(200, new { orgs = new[] { new { id = OrgId, name = Org } } })
            : Refusal(404, $"organization name \"{request.Query.GetValueOrDefault("org")}\" not found"));

    StandInAnswer Buckets(StandInRequest request) => Extra(request.Query.Keys, "orgID", "name")
        ?? (request.Query.GetValueOrDefault("orgID") == OrgId && Databases.TryGetValue(request.Query.GetValueOrDefault("name", ""), out var bucket)
            ? StandInAnswer.Json(200, new { buckets = new[] { Described(request.Query["name"], bucket) } })
            : Refusal(404, $"bucket \"{request.Query.GetValueOrDefault("name")}\" not found"));

    async Task<StandInAnswer> NewBucketAsync(StandInRequest request)
    {
        var bucket = request.Json;
        var name = bucket.GetProperty("name").GetString()!;
        if (Extra(bucket.EnumerateObject().Select(member => member.Name), "orgID", "name", "retentionRules") is { } extra)
        {
            return extra;
        }

        if (request.Authorization == $"Token {LimitedToken}")
        {
            return Refusal(401, $"write:orgs/{OrgId}/buckets is unauthorized");
        }

        if (bucket.GetProperty("orgID").GetString() != OrgId || Databases.ContainsKey(name))
        {
            return StandInAnswer.Json(422, new { code = "conflict", message = $"bucket with name {name} already exists" });
        }

        await MakeAsync(name, KeptBy(bucket));
        return StandInAnswer.Json(201, Described(name, Databases[name]));
    }

    StandInAnswer Change(StandInRequest request)
    {
        var (id, change) = (request.Path.Split('/')[^1], request.Json);
        var bucket = Databases.SingleOrDefault(one => one.Value.Id == id);
        if (bucket.Value is null)
        {
            return Refusal(404, "bucket not found");
        }

        if (Extra(change.EnumerateObject().Select(member => member.Name), "retentionRules") is { } extra)
        {
            return extra;
        }

        bucket.Value.Retention = KeptBy(change);
        return StandInAnswer.Json(200, Described(bucket.Key, bucket.Value));
    }

    protected override StandInAnswer Refusal(int status, string why) => StandInAnswer.Json(status, new
    {
        code = status switch { 400 => "invalid", 401 => "unauthorized", 404 => "not found", _ => "unprocessable entity" },
        message = why,
    });

    static TimeSpan KeptBy(JsonElement bucket)
    {
        var rules = bucket.GetProperty("retentionRules").EnumerateArray().ToList();
        Assert.All(rules, rule => Assert.Equal("expire", rule.GetProperty("type").GetString()));
        return TimeSpan.FromSeconds(rules.Count == 0 ? 0 : rules.Single().GetProperty("everySeconds").GetInt64());
    }

    static object Described(string name, StandInDatabase bucket) => new
    {
        id = bucket.Id, orgID = OrgId, type = "user", name,
        retentionRules = bucket.Retention == TimeSpan.Zero ? [] : new[] { new { type = "expire", everySeconds = (long)bucket.Retention.TotalSeconds, shardGroupDurationSeconds = 86_400 } },
    };

    static string Name(FieldType type) => type.ToString().ToLowerInvariant();
}
