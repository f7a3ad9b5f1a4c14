using CityOps.Simulators;
using CityOps.Tests.Simulators.City;
using CityOps.Tests.Simulators.Mqtt;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Simulators;

public sealed class LivePlayTests
{
    [Fact]
    public async Task Clock_that_moves_on_just_before_a_pause_does_not_stop_the_play()
    {
        const int Steps = 5;
        var now = Cities.At("2026-11-24 15:00");
        var clock = new SteppingClock(now);
        await using var broker = await TestBroker.StartAsync();
        await using var player = new CityPlayer(new PlayerOptions { Host = "127.0.0.1", Port = broker.Port, Stations = 30, Incidents = false }, clock);
        await player.ConnectAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        clock.StepsLeft = Steps;
        var play = player.RunAsync(stop.Token);
        await Eventually.SatisfiesAsync(() => Task.FromResult(player.PlayedUntil), until => until == now + (Steps * 1_000), "the play at the clock's time");
        await stop.CancelAsync();
        await play;
    }

    /// <summary>Stands still but for a second right before each of so many timers begins.</summary>
    sealed class SteppingClock(long unixMs) : FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(unixMs))
    {
        public int StepsLeft { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (StepsLeft > 0)
            {
                StepsLeft--;
                Advance(TimeSpan.FromSeconds(1));
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
