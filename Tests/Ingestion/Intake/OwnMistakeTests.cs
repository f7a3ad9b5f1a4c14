using CityOps.Core.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Ingestion.Intake;

/// <summary>A message that we cannot judge because of a mistake of ours must neither vanish nor come again for ever.</summary>
public sealed class OwnMistakeTests
{
    [Theory]
    [InlineData("aq-1", 3)]
    [InlineData("new-1", 2)]
    public async Task Mistake_IsCountedQuarantinedAndAcknowledged(string device, int received)
    {
        var clock = new FailingClock();
        await using var city = await IntakeCity.StartAsync(clock: clock);
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":1"));
        var topic = $"cityops/v1/air/{device}/readings";
        for (var n = 1; n <= 2; n++)
        {
            clock.Failures = 1;
            await city.SendAsync(topic, IntakeCity.At(n, "\"pm10\":1"));
        }

        Assert.Equal((3, 1, 2), (city.Total.Received, city.Total.Decoded, IntakeCity.Count(city.Total.Rejected, RejectReason.Defect)));
        Assert.Equal(received, city.Ledger.Device(device, 0)!.Counts.Received);
        var rows = city.Quarantine();
        Assert.All(rows, row => Assert.Equal((topic, RejectReason.Defect), (row.Entry.Topic, row.Entry.Reason)));
        Assert.Equal(["BUG: NotSupportedException: no time", "BUG: NotSupportedException: no time"], rows.Select(row => row.Entry.Detail!));
        Assert.Single(city.Log.Lines, line => line.Level == LogLevel.Error);

        await city.SendAsync(topic, IntakeCity.At(9, "\"pm10\":2"));
        Assert.Equal(2, city.Total.Decoded);
    }

    [Fact]
    public async Task MistakeThatCannotEvenBeKept_IsAcknowledgedAndSaid()
    {
        var clock = new FailingClock();
        await using var city = await IntakeCity.StartAsync(clock: clock);
        clock.Failures = 2;
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":1"));
        Assert.Equal(0, city.Total.Received);
        Assert.Single(city.Log.Lines, line => line.Level == LogLevel.Critical);
    }

    sealed class FailingClock() : FakeTimeProvider(IntakeCity.Now)
    {
        public int Failures { get; set; }

        public override DateTimeOffset GetUtcNow() => Failures-- > 0 ? throw new NotSupportedException("no time") : base.GetUtcNow();
    }
}
