using System.Threading.Channels;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class ScreenPulseTests : IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    readonly FakeTimeProvider _time = new();
    readonly LiveFeed _feed = new();
    readonly Channel<ScreenBeat> _beats = Channel.CreateUnbounded<ScreenBeat>();
    readonly ScreenPulse _pulse;

    public ScreenPulseTests() => _pulse = new ScreenPulse(_feed, _time);

    [Fact]
    public async Task ManyMoves_AreOneBeatInAQuarterSecond()
    {
        _pulse.Subscribe(beat => _beats.Writer.TryWrite(beat));
        _feed.RaiseMoved();
        Assert.Equal(ScreenBeat.Moved, await NextAsync());
        for (var i = 0; i < 1_000; i++)
        {
            _feed.RaiseMoved();
        }

        Assert.False(_beats.Reader.TryRead(out _));
        await AdvanceUntilBeatAsync(ScreenPulse.Shortest);
        // A second may be over, too: the time moves until the loop waits for it.
        Assert.True((await NextAsync()).HasFlag(ScreenBeat.Moved));
        Assert.False(_beats.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Alert_DoesNotWaitForTheRestAfterAValue()
    {
        _pulse.Subscribe(beat => _beats.Writer.TryWrite(beat));
        _feed.RaiseMoved();
        await NextAsync();
        // Time stands still: only the alert can end the rest.
        _feed.TakeAlerts([SomeCity.Alert("a")]);
        Assert.Equal(ScreenBeat.Moved, await NextAsync());
    }

    [Fact]
    public async Task AlertInAQuietMoment_IsOneBeat_AndTheRestAfterItIsWhole()
    {
        _pulse.Subscribe(beat => _beats.Writer.TryWrite(beat));
        _feed.TakeAlerts([SomeCity.Alert("a")]);
        await NextAsync();
        var first = _time.GetUtcNow();
        _feed.RaiseMoved();
        _feed.TakeAlerts([SomeCity.Alert("a")]);
        // In steps so small that a beat which comes at once is seen before the rest is over.
        await AdvanceUntilBeatAsync(ScreenPulse.Shortest / 25);
        await NextAsync();
        Assert.InRange(_time.GetUtcNow() - first, ScreenPulse.Shortest, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task FloodOfAlerts_IsOneBeatInAQuarterSecond()
    {
        _pulse.Subscribe(beat => _beats.Writer.TryWrite(beat));
        _feed.RaiseMoved();
        await NextAsync();
        _feed.TakeAlerts([SomeCity.Alert("a")]);
        await NextAsync();
        for (var i = 0; i < 1_000; i++)
        {
            _feed.TakeAlerts([SomeCity.Alert("a")]);
        }

        Assert.False(_beats.Reader.TryRead(out _));
        await AdvanceUntilBeatAsync(ScreenPulse.Shortest);
        await NextAsync();
        Assert.False(_beats.Reader.TryRead(out _));
    }

    [Fact]
    public async Task QuietFeed_BeatsOnceASecond()
    {
        _pulse.Subscribe(beat => _beats.Writer.TryWrite(beat));
        await AdvanceUntilBeatAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(ScreenBeat.Second, await NextAsync());
    }

    [Fact]
    public async Task DisposedSubscription_HearsNothingMore()
    {
        var heard = 0;
        _pulse.Subscribe(_ => heard++).Dispose();
        _pulse.Subscribe(beat => _beats.Writer.TryWrite(beat));
        _feed.RaiseMoved();
        await NextAsync();
        Assert.Equal(0, heard);
    }

    [Fact]
    public async Task DisposedPulse_LetsGoOfTheFeed()
    {
        _pulse.Subscribe(beat => _beats.Writer.TryWrite(beat));
        await _pulse.DisposeAsync();
        _feed.RaiseMoved();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(_beats.Reader.TryRead(out _));
    }

    public ValueTask DisposeAsync() => _pulse.DisposeAsync();

    async Task<ScreenBeat> NextAsync() => await _beats.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    // The loop may not have reached its wait when the time moves, so the time moves until it has.
    async Task AdvanceUntilBeatAsync(TimeSpan step)
    {
        using var limit = new CancellationTokenSource(Limit);
        var beat = _beats.Reader.WaitToReadAsync(limit.Token).AsTask();
        while (!beat.IsCompleted)
        {
            _time.Advance(step);
            await Task.WhenAny(beat, Task.Delay(10, limit.Token));
        }

        await beat;
    }
}
