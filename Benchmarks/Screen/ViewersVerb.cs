using System.CommandLine;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Benchmarks.Screen;

/// <summary>The verb <c>viewers</c>: many clients of the live hub in one process, each in the groups of an operations page, until its input ends.</summary>
static class ViewersVerb
{
    static readonly Option<string> Address = new("--url") { Description = "Where the city's pages are", Required = true };
    static readonly Option<int> Count = new("--count") { Description = "How many", DefaultValueFactory = _ => 50 };
    static readonly Option<int> Stations = new("--stations") { Description = "Each follows one of so many, as a page does its trend", DefaultValueFactory = _ => 1 };

    public static Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand("Clients of the live hub. Says ready when all are connected, and how many messages came when its input ends.") { Address, Count, Stations };
        command.SetAction((parsed, ct) => RunAsync(
            new Uri(parsed.GetValue(Address)!), parsed.GetValue(Count), parsed.GetValue(Stations), parsed.InvocationConfiguration.Output, ct));
        return command.Parse(args).InvokeAsync();
    }

    static async Task<int> RunAsync(Uri address, int count, int stations, TextWriter output, CancellationToken ct)
    {
        var heard = new Heard();
        var hubs = new List<HubConnection>();
        for (var i = 0; i < count; i++)
        {
            hubs.Add(await ConnectAsync(address, ScreenCity.LoadId(i % stations), heard, ct));
        }

        await output.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync(ct);
        await output.WriteLineAsync(JsonSerializer.Serialize(heard.Told, JsonSerializerOptions.Web));
        await Task.WhenAll(hubs.Select(hub => hub.DisposeAsync().AsTask()));
        return 0;
    }

    static async Task<HubConnection> ConnectAsync(Uri address, string station, Heard heard, CancellationToken ct)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(address, "hubs/live")).Build();
        hub.On<JsonElement>("Values", _ => heard.Value());
        hub.On<JsonElement>("Map", _ => heard.Map());
        hub.On<JsonElement>("Alerts", _ => heard.Alert());
        hub.Closed += _ =>
        {
            heard.Lose();
            return Task.CompletedTask;
        };
        await hub.StartAsync(ct);
        await hub.InvokeAsync("Join", (string[])["alerts", "map", $"station:{station}"], ct);
        return hub;
    }

    sealed class Heard
    {
        long _values;
        long _maps;
        long _alerts;
        long _lost;

        public ViewersHeard Told => new(Interlocked.Read(ref _values), Interlocked.Read(ref _maps), Interlocked.Read(ref _alerts), Interlocked.Read(ref _lost));

        public void Value() => Interlocked.Increment(ref _values);

        public void Map() => Interlocked.Increment(ref _maps);

        public void Alert() => Interlocked.Increment(ref _alerts);

        public void Lose() => Interlocked.Increment(ref _lost);
    }
}

/// <summary>Messages of all viewers together, and how many of them lost their connection.</summary>
sealed record ViewersHeard(long Values, long Maps, long Alerts, long Lost);
