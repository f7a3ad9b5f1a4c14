using System.Globalization;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>Many lines that a server refuses for good, among others that it takes.</summary>
public sealed class InfluxRefusalTests
{
    const int Lines = 1_000;

    /// <summary>Alternating lines take two requests each, so one attempt never gets through.</summary>
    const int Often = 100;

    [Fact]
    public async Task AllAreRefused_AndTheServerSaysSo_OneRequestIsEnough()
    {
        await using var server = new FakeInflux(lines => Dropping(lines, _ => true));
        await using var site = new InfluxSite(server.Url);
        await site.Store.WriteAsync(SomeMessages(), CancellationToken.None);
        Assert.Single(server.Writes);
        Assert.Equal(Lines, site.Index.DeadLetters(long.MaxValue, int.MaxValue).Count);
    }

    [Fact]
    public async Task EverySecondIsRefused_ExactlyThoseAreDeadLetters()
    {
        await using var server = new FakeInflux(lines => Dropping(lines, value => value % 2 == 1));
        await using var site = new InfluxSite(server.Url);
        await site.Store.WriteAsync(SomeMessages(), CancellationToken.None);
        Assert.Equal(
            Enumerable.Range(0, Lines).Where(value => value % 2 == 1), site.Index.DeadLetters(long.MaxValue, int.MaxValue).Select(letter => letter.Message).Order());
        Assert.Equal(Lines / 2, server.Taken.Distinct().Count());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    public async Task ServerThatFailsNowAndThen_EveryAttemptGetsFurther_AndNoLetterIsLost(int status)
    {
        var requests = 0;
        await using var server = new FakeInflux(lines => ++requests % Often == 0 ? FakeAnswer.Error(status, "now and then") : Dropping(lines, value => value % 2 == 1));
        await using var site = new InfluxSite(server.Url);
        for (var attempts = 0; site.Store.Stored is null; attempts++)
        {
            Assert.InRange(attempts, 0, 40);
            await TryAsync(site, SomeMessages());
        }

        Assert.Equal(
            Enumerable.Range(0, Lines).Where(value => value % 2 == 1), site.Index.DeadLetters(long.MaxValue, int.MaxValue).Select(letter => letter.Message).Order());
        Assert.Equal(Lines / 2, server.Taken.Distinct().Count());
    }

    /// <summary>As InfluxDB answers: the others are in.</summary>
    static FakeAnswer Dropping(string[] lines, Func<int, bool> refuses)
    {
        var dropped = lines.Count(line => refuses(int.Parse(line.Split("pm10=")[1].Split(' ')[0], CultureInfo.InvariantCulture)));
        return dropped == 0 ? FakeAnswer.Written : FakeAnswer.Error(400, string.Create(CultureInfo.InvariantCulture, $"partial write: field type conflict dropped={dropped}"));
    }

    static JournalBatch SomeMessages() => InfluxSite.Messages(1, Enumerable.Range(0, Lines).Select(i => Good(Pm10, T0 + i, i)).ToList());

    static async Task TryAsync(InfluxSite site, JournalBatch batch)
    {
        try
        {
            await site.Store.WriteAsync(batch, CancellationToken.None);
        }
        catch (TelemetryStoreException)
        {
            Assert.Null(site.Store.Stored);
        }
    }
}
