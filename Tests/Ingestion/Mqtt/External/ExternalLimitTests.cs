using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Mqtt.External;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.External;

/// <summary>The journal takes nothing, and the broker has more than we may hold.</summary>
public sealed class ExternalLimitTests
{
    const int Messages = 5_000;

    /// <summary>What one read of the stream may bring behind the limit: 64 KiB of packets of at least 100 bytes.</summary>
    const int OneRead = 655;

    [Theory]
    [InlineData(2_000, long.MaxValue, 1_000_000, 2_000)]
    [InlineData(int.MaxValue, 400_000, 1_000_000, 4_000)]
    [InlineData(int.MaxValue, long.MaxValue, 3_000, 3_000)]
    public async Task Reading_StopsAtTheLimitAndGoesOnBelowIt(int messages, long bytes, int journal, int most)
    {
        var limits = IntakeLimits.Default with { Messages = messages, Bytes = bytes };
        await using var city = await ExternalCity.StartAsync(limits, options => options with { MaxWaitingMessages = journal });
        using (city.City.Folder.HoldCommits())
        {
            await city.Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, Messages).Select(ExternalCity.Payload));
            await Eventually.SatisfiesAsync(() => Task.FromResult(city.Door.Connection!.IsPaused), paused => paused, "reading pauses");
            Assert.InRange(city.Unacknowledged, most / 2, most + OneRead);
        }

        await city.ReceivedAsync(Messages);
        Assert.Equal((Messages, 0), (city.City.Readings().Count, city.City.Total.Duplicate));
    }

    [Fact]
    public async Task LongPause_GivesTheConnectionUpAndLosesNothing()
    {
        var limits = IntakeLimits.Default with { Messages = 1_000, Pause = TimeSpan.FromMilliseconds(300) };
        await using var city = await ExternalCity.StartAsync(limits);
        using (city.City.Folder.HoldCommits())
        {
            await city.Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, Messages).Select(ExternalCity.Payload));
            await ExternalCity.DownAsync(city.Door);
            Assert.Contains("is not in the journal yet", city.Door.State.Text, StringComparison.Ordinal);
        }

        await ExternalCity.UpAsync(city.Door);
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(city.City.Total), total => total.Decoded - total.Duplicate == Messages, "every message is counted");
        await city.SettledAsync();
        Assert.Equal((Messages, 0), (city.City.Readings().Count, city.Missing));
    }

    [Fact]
    public async Task WhatTheBrokerKeptForUs_ComesBeforeItsAnswers_AndThatIsNoBrokerThatIsAway()
    {
        const int Messages = 2_000;
        await using var city = await ExternalCity.StartAsync();
        await city.Door.CloseAsync();
        await city.Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, Messages).Select(ExternalCity.Payload));
        using (city.City.Folder.HoldCommits())
        {
            // Stands until a commit long before the broker's answer to our subscription.
            await city.OpenAsync(IntakeLimits.Default with { Messages = 10 });
            Assert.True(city.Door.State.IsUp);
            await Eventually.SatisfiesAsync(() => Task.FromResult(city.Door.State.Text), text => text.Contains("pauses", StringComparison.Ordinal), "reading pauses");
        }

        await city.ReceivedAsync(Messages);
        Assert.Equal((true, 0), (city.Door.State.IsUp, city.Door.State.Numbers[DoorState.Reconnects]));
    }

    [Fact]
    public async Task Stop_WaitsForTheCommitsAndAcknowledgesThem()
    {
        await using var city = await ExternalCity.StartAsync();
        var before = await city.QuietAsync();
        Task closing;
        using (city.City.Folder.HoldCommits())
        {
            await city.Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, 100).Select(ExternalCity.Payload));
            await Eventually.SatisfiesAsync(() => Task.FromResult(city.City.Journal.WaitingMessages), n => n == 100, "the journal has them in its queue");
            closing = city.Door.CloseAsync();
            Assert.False(closing.IsCompleted);
        }

        await closing;
        await city.Server.SaysAsync("Received DISCONNECT from cityops-ingestion");
        Assert.Equal(100, city.Acknowledged(before).Count);
        await city.OpenAsync();
        await city.Server.PublishAsync(IntakeCity.Aq1, ExternalCity.Payload(100), "-q", "1");
        await city.ReceivedAsync(101);
        Assert.Equal(0, city.City.Total.Duplicate);
    }
}
