using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Live;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Tests.Dashboard.Live;

public sealed class MapHubTests : IAsyncLifetime
{
    LiveSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await LiveSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Snapshot_HasStationsInColumnsAndTheirStates()
    {
        await RegisterAsync("b@s2", "a@s1/Šiška");
        _site.Feed.TakeAlerts([SomeCity.Alert("x", Severity.Critical, acknowledged: true)]);

        var json = await _site.Http.GetFromJsonAsync<JsonElement>("/api/v1/live/map");

        var stations = json.GetProperty("stations");
        Assert.Equal("[\"s1\",\"s2\"]", stations.GetProperty("id").GetRawText());
        Assert.Equal("[\"Station s1\",\"Station s2\"]", stations.GetProperty("name").GetRawText());
        Assert.Equal("[46,46]", stations.GetProperty("lat").GetRawText());
        Assert.Equal("[14.5,14.5]", stations.GetProperty("lon").GetRawText());
        Assert.Equal("Šiška", stations.GetProperty("district")[0].GetString());
        Assert.Equal(JsonValueKind.Null, stations.GetProperty("district")[1].ValueKind);
        Assert.Equal("[\"air\",\"air\"]", stations.GetProperty("domain").GetRawText());
        Assert.Equal("[11,21]", json.GetProperty("states").GetRawText());
    }

    [Fact]
    public async Task Snapshot_IsPackedForWhoUnpacksIt()
    {
        await RegisterAsync([.. Enumerable.Range(0, 200).Select(i => $"d{i}@s{i}")]);
        var plain = await _site.Http.GetByteArrayAsync("/api/v1/live/map");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live/map");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var answer = await _site.Http.SendAsync(request);
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        var packed = await answer.Content.ReadAsByteArrayAsync();
        Assert.InRange(packed.Length, 1, plain.Length / 2);
        await using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        Assert.Equal(200, (await JsonSerializer.DeserializeAsync<JsonElement>(unpacked)).GetProperty("states").GetArrayLength());
    }

    [Fact]
    public async Task WhoJoinsThenTakesTheSnapshot_MissesNothing()
    {
        await RegisterAsync("a@s1", "b@s2");
        var listener = await _site.ListenAsync("map");
        var snapshot = await SnapshotAsync();
        Assert.Equal([21, 21], snapshot.States);

        _site.Feed.TakeAlerts([SomeCity.Alert("x")]);
        // Somebody else looks before the next frame: it must be in the frame all the same.
        var second = await SnapshotAsync();
        Assert.Equal([2, 21], second.States);
        var (states, seq) = (snapshot.States.ToArray(), snapshot.Seq);
        while (states[0] != 2)
        {
            var frame = await listener.NextMapAsync();
            if (frame.Seq > seq)
            {
                Assert.Equal((seq + 1, snapshot.Epoch, snapshot.Places), (frame.Seq, frame.Epoch, frame.Places));
                seq = frame.Seq;
                foreach (var (row, state) in frame.Stations.Zip(frame.States))
                {
                    states[row] = state;
                }
            }
        }

        Assert.Equal([2, 21], states);
        Assert.Empty((await listener.NextMapAsync()).Stations);
    }

    [Fact]
    public async Task NewStation_ChangesThePlaces()
    {
        await RegisterAsync("a@s1");
        var listener = await _site.ListenAsync("map");
        var places = (await SnapshotAsync()).Places;
        await RegisterAsync("a@s1", "b@s2");
        MapFrame frame;
        do
        {
            frame = await listener.NextMapAsync();
        }
        while (frame.Places == places);
        Assert.Empty(frame.Stations);
        Assert.Equal(2, (await SnapshotAsync()).States.Count);
    }

    [Fact]
    public async Task Values_DoNotComeToTheMap()
    {
        var listener = await _site.ListenAsync("map");
        await listener.NextMapAsync();
        await listener.NextMapAsync();
        await listener.Hub.InvokeAsync("Join", new[] { "all" });
        Assert.Empty((await listener.NextFrameAsync()).Items);
    }

    async Task<MapSnapshot> SnapshotAsync() => (await _site.Http.GetFromJsonAsync<MapSnapshot>("/api/v1/live/map"))!;

    async Task RegisterAsync(params string[] devices)
    {
        var revision = _site.City.Register(devices).Revision;
        await _site.Feed.UntilAsync(() => _site.Feed.Registry.Revision == revision);
    }
}
