using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Live;
using CityOps.Tests.Ingestion.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Tests.Dashboard.Live;

public sealed class LiveHubTests : IAsyncLifetime
{
    LiveSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await LiveSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task CommittedReading_ReachesAHubClientThroughTheBroker()
    {
        using var publisher = new LivePublisher(await _site.Broker.ConnectAsync(), TimeProvider.System, TimeProvider.System);
        await publisher.StartAsync(default);
        var listener = await _site.ListenAsync("all");

        publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", 61.5)));

        var item = Assert.Single((await listener.NextChangeAsync()).Items);
        Assert.Equal(new ValueItem("a:pm10", 61.5, LiveSome.T0, LiveSome.T0 + 50, "good"), item);
        await publisher.StopAsync(default);
    }

    [Fact]
    public async Task Groups_GetOnlyTheirOwnAndConsecutiveNumbers()
    {
        await RegisterAsync("a@s1/Šiška", "b@s2/Center");
        var one = await _site.ListenAsync("station:s1");
        var other = await _site.ListenAsync("district:Center");
        var domain = await _site.ListenAsync("domain:air");
        var elsewhere = await _site.ListenAsync("domain:water");
        Take("a:pm10", 1);
        Take("b:pm10", 2);
        Take("c:pm10", 3);

        Assert.Equal(["a:pm10"], (await one.NextChangeAsync()).Items.Select(i => i.Series));
        Assert.Equal(["b:pm10"], (await other.NextChangeAsync()).Items.Select(i => i.Series));
        Assert.Equal(["a:pm10", "b:pm10"], (await domain.NextChangeAsync()).Items.Select(i => i.Series).Order());
        var (first, second) = (await elsewhere.NextFrameAsync(), await elsewhere.NextFrameAsync());
        Assert.Equal((first.Epoch, first.Seq + 1, 0, 0), (second.Epoch, second.Seq, first.Items.Count, second.Items.Count));
    }

    [Fact]
    public async Task ValueOfANewDevice_ComesToItsGroupsOnceItIsRegistered()
    {
        var everything = await _site.ListenAsync("all");
        var station = await _site.ListenAsync("station:s9");
        Take("new:pm10", 5);
        await everything.NextChangeAsync();

        await RegisterAsync("new@s9");

        Assert.Equal(5, Assert.Single((await station.NextChangeAsync()).Items).Value);
    }

    [Fact]
    public async Task Leave_EndsTheGroupsFrames()
    {
        await RegisterAsync("a@s1", "b@s2");
        var listener = await _site.ListenAsync("station:s1", "station:s2");

        await listener.Hub.InvokeAsync("Leave", new[] { "station:s1" });
        Take("a:pm10", 1);
        Take("b:pm10", 2);

        Assert.Equal(["b:pm10"], (await listener.NextChangeAsync()).Items.Select(i => i.Series));
    }

    [Theory]
    [InlineData("there is no such group", "everything")]
    [InlineData("there is no such group", "all", "station:ä")]
    [InlineData("a group needs a name", "")]
    [InlineData("at most 80 characters", "district:123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task BadGroup_IsRefusedInWords(string why, params string[] groups)
    {
        var listener = await _site.ListenAsync();

        var join = await Assert.ThrowsAsync<HubException>(() => listener.Hub.InvokeAsync("Join", groups));
        var leave = await Assert.ThrowsAsync<HubException>(() => listener.Hub.InvokeAsync("Leave", groups));

        Assert.Contains(why, join.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(why, leave.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task TooManyGroups_AreRefusedInWords()
    {
        var listener = await _site.ListenAsync([.. Enumerable.Range(0, 64).Select(i => $"domain:d{i}")]);

        var refused = await Assert.ThrowsAsync<HubException>(() => listener.Hub.InvokeAsync("Join", new[] { "all" }));

        Assert.Contains("at most 64 groups", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubException>(() => listener.Hub.InvokeAsync("Join", new object?[] { null }));
    }

    [Fact]
    public async Task ChangedAlert_ComesOnceAlsoToWhoIsInBothGroups()
    {
        var both = await _site.ListenAsync("all", "alerts");
        var values = await _site.ListenAsync("domain:air");

        _site.Feed.TakeAlerts([SomeCity.Alert("x"), SomeCity.Alert("y")]);
        var first = await both.NextAlertsAsync();
        _site.Feed.TakeAlerts([SomeCity.Alert("x")]);
        _site.Feed.TakeAlerts([SomeCity.Alert("x", open: false)]);
        var second = await both.NextAlertsAsync();
        await both.Hub.InvokeAsync("Leave", new[] { "all" });
        _site.Feed.TakeAlerts([SomeCity.Alert("z")]);
        var third = await both.NextAlertsAsync();

        Assert.Equal(["x", "y"], Ids(first).Order());
        Assert.Equal(["x"], Ids(second));
        Assert.Equal("cleared", second[0].GetProperty("condition").GetString());
        Assert.Equal(["z"], Ids(third));
        Assert.Empty((await values.NextFrameAsync()).Items);
    }

    [Fact]
    public async Task AlertHint_ReachesAHubClient()
    {
        var listener = await _site.ListenAsync("alerts");
        await _site.Feed.UntilAsync(() => _site.Feed.Version >= 2);

        await new LiveHints(await _site.Broker.ConnectAsync()).AlertsChangedAsync(_site.City.Write(SomeCity.Alert("x")));

        Assert.Equal(["x"], Ids(await listener.NextAlertsAsync()));
    }

    [Fact]
    public async Task Snapshot_HasTheShapeOfTheContract()
    {
        Take("a:pm10", 61.5);

        var json = await _site.Http.GetFromJsonAsync<JsonElement>("/api/v1/live/snapshot");

        Assert.Equal(["epoch", "seq", "at", "items"], json.EnumerateObject().Select(p => p.Name));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", json.GetProperty("at").GetString());
        Assert.Equal(
            """{"series":"a:pm10","value":61.5,"observedAt":"2023-11-14T22:13:20.000Z","receivedAt":"2023-11-14T22:13:20.050Z","quality":"good"}""",
            json.GetProperty("items")[0].GetRawText());
    }

    [Fact]
    public async Task SnapshotAndTheFramesAfterIt_MissNothingUnderLoad()
    {
        using var enough = new CancellationTokenSource();
        var load = Task.Run(() => LoadAsync(enough.Token));
        var followers = Enumerable.Range(0, 8).Select(_ => new Follower(_site)).ToList();

        await Task.WhenAll(followers.Select(follower => follower.FollowAsync(_ => follower.Frames == 3)));
        await enough.CancelAsync();
        var expected = await load;
        await Task.WhenAll(followers.Select(follower => follower.FollowAsync(item => item.Series == "end:pm10")));

        Assert.True(expected.Count > 400);
        Assert.All(followers, follower => Assert.Equal(expected.OrderBy(e => e.Key), follower.Seen.OrderBy(e => e.Key)));
    }

    /// <summary>Changes five series at a time until it is enough; answers what each came to.</summary>
    async Task<Dictionary<string, double>> LoadAsync(CancellationToken enough)
    {
        var values = new Dictionary<string, double>();
        for (var round = 1; !enough.IsCancellationRequested; round++)
        {
            var readings = Enumerable.Range(0, 5).Select(i => Numbered(((round * 5) + i) % 500, round)).ToList();
            readings.ForEach(reading => values[reading.Series.ToString()] = reading.Value);
            _site.Feed.TakeValues(readings, round);
            await Task.Yield();
        }

        Take("end:pm10", 1);
        values["end:pm10"] = 1;
        return values;
    }

    /// <summary>Joins, takes the snapshot, then applies the frames behind it, as the contract tells clients to.</summary>
    sealed class Follower(LiveSite site)
    {
        LiveListener? _listener;
        ValuesFrame? _last;

        public Dictionary<string, double> Seen { get; } = [];

        public int Frames { get; private set; }

        public async Task FollowAsync(Func<ValueItem, bool> until)
        {
            _listener ??= await site.ListenAsync("all");
            _last ??= Apply((await site.Http.GetFromJsonAsync<ValuesFrame>("/api/v1/live/snapshot"))!);
            for (var done = false; !done;)
            {
                var frame = await _listener.NextFrameAsync();
                if (frame.Seq > _last.Seq)
                {
                    Assert.Equal((_last.Epoch, _last.Seq + 1), (frame.Epoch, frame.Seq));
                    _last = Apply(frame);
                    Frames++;
                    done = frame.Items.Any(until);
                }
            }
        }

        ValuesFrame Apply(ValuesFrame frame)
        {
            foreach (var item in frame.Items)
            {
                Seen[item.Series] = item.Value;
            }

            return frame;
        }
    }

    async Task RegisterAsync(params string[] devices)
    {
        var revision = _site.City.Register(devices).Revision;
        await _site.Feed.UntilAsync(() => _site.Feed.Registry.Revision == revision);
    }

    static Reading Numbered(int series, int round) => LiveSome.Reading($"d{series}:pm10", round, LiveSome.T0 + round);

    void Take(string series, double value) => _site.Feed.TakeValues([LiveSome.Reading(series, value)], LiveSome.T0);

    static IEnumerable<string?> Ids(JsonElement alerts) => alerts.EnumerateArray().Select(a => a.GetProperty("id").GetString());
}
