using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Alerts;
using CityOps.Ingestion.Alerts;
using CityOps.Simulators;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Simulators.Remote;

namespace CityOps.Benchmarks.Incidents;

/// <summary>
/// The product with a simulated city in it whose time goes faster than ours, seen from outside: incidents are ordered over MQTT, alerts are read over HTTP.
/// The same city is built here a second time, for what must have alerted.
/// </summary>
sealed class IncidentCity : IAsyncDisposable
{
    const int Seed = 1;
    const int MostAlerts = 10_000;

    readonly CityProcess _process;
    readonly CityCall _call;

    IncidentCity(CityProcess process, int stations)
    {
        _process = process;
        City = SimulatedCity.Build(Seed, stations);
        _call = new CityCall(new PlayerOptions { Port = process.MqttPort }, TimeProvider.System);
    }

    public SimulatedCity City { get; }

    /// <summary>All in force in a city with a demo.</summary>
    public static IReadOnlyList<AlertRule> Rules { get; } = [.. DemoRules.All, .. StarterRules.Load()];

    public CityProcess Process => _process;

    /// <param name="start">What time it is there when it begins.</param>
    /// <param name="speed">How many times as fast as ours its time goes.</param>
    public static async Task<IncidentCity> StartAsync(string dataFolder, int stations, DateTimeOffset start, int speed) => new(
        await CityProcess.StartAsync(
            dataFolder, "Development", "--Demo:Enabled=true", "--Demo:Incidents=false", string.Create(CultureInfo.InvariantCulture, $"--Demo:Stations={stations}"),
            string.Create(CultureInfo.InvariantCulture, $"--City:Clock:Start={start:O}"), string.Create(CultureInfo.InvariantCulture, $"--City:Clock:Speed={speed}")),
        stations);

    /// <summary>Lets something go wrong there at once.</summary>
    /// <returns>The same incident, worked out here from what the city answered.</returns>
    public async Task<Incident> StartIncidentAsync(PlannedIncident wish, CancellationToken ct)
    {
        var answer = await _call.AskAsync(OrderOf(wish), ct) ?? throw new InvalidOperationException("No city answered.");
        if (answer.Incident is not { } made)
        {
            throw new InvalidOperationException($"{wish.Kind} was refused: {answer.Refused}");
        }

        return IncidentOrder.Make(City, wish with { Place = made.Place, Size = made.Size, StartMs = Ms(made.From) }, made.Id, 0);
    }

    /// <summary>What time it is there, Unix ms.</summary>
    public async Task<long> NowAsync(CancellationToken ct) => Ms((string)(await _process.Http.GetFromJsonAsync<JsonNode>("/api/v1/ledger", ct))!["asOf"]!);

    /// <summary>Every alert that was raised from a moment on, as the interface tells it.</summary>
    public async Task<IReadOnlyList<SeenAlert>> AlertsAsync(long fromMs, CancellationToken ct)
    {
        var answer = await _process.Http.GetFromJsonAsync<JsonNode>(string.Create(CultureInfo.InvariantCulture, $"/api/v1/alerts?from={fromMs}&limit={MostAlerts}"), ct);
        return [.. answer!["items"]!.AsArray().Select(item => SeenOf(item!))];
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    static byte[] OrderOf(PlannedIncident wish)
    {
        var incident = new JsonObject { ["kind"] = wish.Kind };
        if (wish.Place is { } place)
        {
            incident["place"] = place;
        }

        if (wish.Size is { } size)
        {
            incident["size"] = size;
        }

        if (wish.Duration is { } duration)
        {
            incident["for"] = string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes}m");
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["incident"] = incident });
    }

    static SeenAlert SeenOf(JsonNode item) => new(
        (string)item["rule"]!["name"]!,
        SeenAlert.SubjectFrom((string?)item["series"], (string?)item["device"], (string?)item["station"], (string?)item["district"]),
        Enum.Parse<Severity>((string)item["severity"]!, ignoreCase: true), Ms((string)item["raisedAt"]!), (string?)item["clearedAt"] is { } cleared ? Ms(cleared) : null);

    static long Ms(string rfc3339) => DateTimeOffset.Parse(rfc3339, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
