using System.Globalization;
using CityOps.Storage.Telemetry.InfluxDb;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

/// <summary>InfluxDB 3 Core, which wants a token even for /ping.</summary>
sealed class Influx3(InfluxServer server) : InfluxStandIn(server)
{
    const int MostDatabases = 5;
    const int MostColumns = 500;
    const int MostBytes = 10 << 20;
    const int MostNamed = 100;

    /// <summary>Core reads no more files for one question.</summary>
    public int FileLimit { get; set; } = 432;

    /// <summary>Added to every line that a refusal names: a server that counts otherwise than we do.</summary>
    public int MiscountsBy { get; set; }

    protected override string Version => "3.9.6";

    public override InfluxDbOptions Access(InfluxDbOptions options) => options with { Url = Url, Version = 3, Token = Token };

    protected override async ValueTask<StandInAnswer> AnswerAsync(StandInRequest request)
    {
        if (request.Authorization != $"Token {Token}" && request.Authorization != $"Bearer {Token}")
        {
            return Refusal(401, "the request was not authenticated");
        }

        return request.Route switch
        {
            "GET /ping" => StandInAnswer.Json(200, new { version = Version, revision = "0123abc", process_id = "8a7e" }),
            "POST /api/v3/write_lp" => await WriteAsync(request),
            "POST /query" => await QueryAsync(request, Refuses),
            "POST /api/v3/configure/database" => await NewDatabaseAsync(request),
            _ => new(404, "not found"),
        };
    }

    /// <summary>A database that is not there is made. Good lines are kept, up to a hundred bad ones are named.</summary>
    async Task<StandInAnswer> WriteAsync(StandInRequest request)
    {
        Writes.Enqueue(request.Lines.Length);
        var name = request.Query.GetValueOrDefault("db", "");
        if (Extra(request.Query.Keys, "db", "precision", "accept_partial") is { } extra)
        {
            return extra;
        }

        if (name.Length == 0 || request.Query.GetValueOrDefault("precision") != "millisecond" || request.Query.GetValueOrDefault("accept_partial") != "true")
        {
            return Refusal(400, "serde error: unknown variant, expected one of `auto`, `second`, `millisecond`, `microsecond`, `nanosecond`");
        }

        if (request.Body.Length is 0 or > MostBytes)
        {
            return request.Body.Length == 0 ? Refusal(400, "empty write") : Refusal(413, "length limit exceeded");
        }

        if (!Databases.TryGetValue(name, out var database))
        {
            if (Databases.Count >= MostDatabases)
            {
                return Refusal(422, "database limit reached");
            }

            await MakeAsync(name, TimeSpan.Zero);
            database = Databases[name];
        }

        var (kept, bad) = Sort(request.Lines, database);
        await KeepAsync(name, kept);
        return bad.Count == 0 ? new(204) : StandInAnswer.Json(400, new { error = "partial write of line protocol occurred", data = bad.Take(MostNamed) });
    }

    (List<string> Kept, List<object> Bad) Sort(string[] lines, StandInDatabase database)
    {
        var (kept, bad) = (new List<string>(), new List<object>());
        for (var i = 0; i < lines.Length; i++)
        {
            if ((Parse(lines[i], out var parsed) ?? WhyNot(database, parsed!)) is { } why)
            {
                bad.Add(new { original_line = lines[i], line_number = i + 1 + MiscountsBy, error_message = why });
            }
            else
            {
                kept.Add(lines[i]);
                database.AddFile(parsed!.Time);
            }
        }

        return (kept, bad);
    }

    static string? WhyNot(StandInDatabase database, LineText line) =>
        line.Fields.Keys.Intersect(line.Tags.Keys).FirstOrDefault() is { } both ? $"'{both}' is a tag and a field"
        : !database.HasItsTags(line) ? $"write to table {line.Measurement} had the incorrect series key"
        : database.Columns(line.Measurement) > MostColumns ? "too many columns"
        : database.Conflict(line) is var (field, had, got)
            ? $"invalid column type for column '{field}', expected iox::column_type::field::{Name(had)}, got iox::column_type::field::{Name(got)}"
            : null;

    StandInAnswer? Refuses(string statement, string database) =>
        !statement.StartsWith("SELECT ", StringComparison.Ordinal) ? StandInAnswer.Failed("Error during planning: this statement is not supported")
        : !Databases.ContainsKey(database) ? StandInAnswer.Failed($"database not found: {database}")
        : FilesOf(statement, database) > FileLimit
            ? StandInAnswer.Failed(string.Create(CultureInfo.InvariantCulture, $"External error: Query would exceed file limit of {FileLimit} parquet files. Please specify a smaller time range for your query."))
        : null;

    async Task<StandInAnswer> NewDatabaseAsync(StandInRequest request)
    {
        var wish = request.Json;
        var name = wish.GetProperty("db").GetString()!;
        if (Extra(wish.EnumerateObject().Select(member => member.Name), "db", "retention_period") is { } extra)
        {
            return extra;
        }

        if (Databases.ContainsKey(name) || Databases.Count >= MostDatabases)
        {
            return Databases.ContainsKey(name) ? Refusal(409, "attempted to create a resource that already exists") : Refusal(422, "database limit reached");
        }

        await MakeAsync(name, wish.TryGetProperty("retention_period", out var period) ? Duration(period.GetString()!) : TimeSpan.Zero);
        return new(200);
    }

    protected override StandInAnswer Refusal(int status, string why) => StandInAnswer.Json(status, new { error = why });

    static TimeSpan Duration(string text) => TimeSpan.FromSeconds(
        long.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) * (text[^1] switch { 'd' => 86_400, 's' => 1, _ => throw new FormatException(text) }));

    static string Name(FieldType type) => type.ToString().ToLowerInvariant();
}
