using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Ingestion.Alerts;

/// <summary>A device that cannot reach us is not silent: absence counts from the last reconnect, and not while there is no connection.</summary>
public sealed class SilenceOfTheBrokerTests : IAsyncLifetime
{
    /// <summary>Of a device that sends each second: 1.5 s and 10 s.</summary>
    static readonly TimeSpan AlmostSilent = TimeSpan.FromSeconds(11);

    readonly TempFolder _folder = new();
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 13, 6, 0, 0, TimeSpan.Zero));
    EvaluatorSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await EvaluatorSite.StartAsync(_folder, _clock);
        await _site.AddRuleAsync("PM10", 50);
        for (var n = 7; n >= 0; n--)
        {
            await _site.ReadAsync(_clock.UnixMs() - (n * 1_000), 61);
        }

        await TickAsync(AlmostSilent);
        Assert.Equal(AlertCondition.Active, await ConditionAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ConnectionNeverLost_TheSeriesIsSilent()
    {
        await TickAsync(AlmostSilent);
        Assert.Equal(AlertCondition.Unknown, await ConditionAsync());
    }

    [Fact]
    public async Task ConnectionDown_NobodyIsSilentAndThenFromTheReconnectOn()
    {
        _site.Door.Tell(isUp: false, _clock.UnixMs());
        await TickAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(AlertCondition.Active, await ConditionAsync());

        _site.Door.Tell(isUp: true, _clock.UnixMs());
        await TickAsync(AlmostSilent);
        Assert.Equal(AlertCondition.Active, await ConditionAsync());

        await TickAsync(AlmostSilent);
        Assert.Equal(AlertCondition.Unknown, await ConditionAsync());
    }

    [Fact]
    public async Task ConnectionLostAndBackBetweenTwoTicks_CountsAsAReconnect()
    {
        _site.Door.Tell(isUp: true, _clock.UnixMs());
        await TickAsync(AlmostSilent);
        Assert.Equal(AlertCondition.Active, await ConditionAsync());
    }

    /// <summary>Moves the clock, and returns when the evaluator has looked at it: it writes its snapshot after that, each 10 s.</summary>
    async Task TickAsync(TimeSpan by)
    {
        File.Delete(_site.SnapshotFile);
        _clock.Advance(by);
        await Eventually.SatisfiesAsync(() => Task.FromResult(File.Exists(_site.SnapshotFile)), there => there, "the evaluator has ticked");
    }

    async Task<AlertCondition> ConditionAsync() => (await _site.Log.OpenAsync()).Single().Condition;
}
