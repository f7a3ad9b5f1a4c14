using CityOps.Core.Wire;
using CityOps.Tests.Storage.Journal;

namespace CityOps.Tests.Ingestion.Intake;

public sealed class MqttIntakeTests
{
    const string NoTime = """{"m":{"pm10":1}}""";
    const string OnlySeq = """{"seq":7,"m":{"pm10":1}}""";

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    public async Task SameTopicAndPayload_IsADuplicateAlsoAfterARestart(bool time, int taken)
    {
        await using var city = await IntakeCity.StartAsync();
        var payload = time ? IntakeCity.At(0, "\"pm10\":1", "\"seq\":7,") : OnlySeq;
        await Task.WhenAll(city.SendAsync(IntakeCity.Aq1, payload), city.SendAsync(IntakeCity.Aq1, payload));
        await city.RestartAsync();
        await city.SendAsync(IntakeCity.Aq1, payload);
        await city.SendAsync("cityops/v1/air/aq-2/readings", payload);

        Assert.Equal((4, 4, 2), (city.Total.Received, city.Total.Decoded, city.Total.Duplicate));
        Assert.Equal((3, 2, 0), (city.Ledger.Device("aq-1", 0)!.Counts.Received, city.Ledger.Device("aq-1", 0)!.Counts.Duplicate, city.Ledger.Device("aq-1", 0)!.Missing));
        Assert.Equal(taken + 1, city.Readings().Count);
        Assert.Equal(0, city.Total.OutOfOrder);
    }

    [Fact]
    public async Task MessageWithNeitherTimeNorSeq_IsNeverADuplicate()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, NoTime);
        await city.RestartAsync();
        city.Clock.Advance(TimeSpan.FromSeconds(1));
        await city.SendAsync(IntakeCity.Aq1, NoTime);
        Assert.Equal((2, 0), (city.Total.Decoded, city.Total.Duplicate));
        Assert.Equal([IntakeCity.Now.ToUnixTimeMilliseconds(), IntakeCity.Now.ToUnixTimeMilliseconds() + 1_000], city.Readings().Select(r => r.ObservedAt));
    }

    [Fact]
    public async Task RejectedMessage_IsRejectedAgainWhenItComesAgain()
    {
        await using var city = await IntakeCity.StartAsync();
        var payload = IntakeCity.At(400, "\"pm10\":1");
        await city.SendAsync(IntakeCity.Aq1, payload);
        await city.SendAsync(IntakeCity.Aq1, payload);
        Assert.Equal((2, 0), (IntakeCity.Count(city.Total.Rejected, RejectReason.InFuture), city.Total.Duplicate));
    }

    /// <summary>Messages as second:value, and which were late and which conflicting. 9999 is beyond the instrument: failed.</summary>
    [Theory]
    [InlineData("0:1 1:2 2:3", "", "")]
    [InlineData("0:1 2:2 1:3 3:4", "1:3", "")]
    [InlineData("0:1 0:1.5", "0:1.5", "0:1.5")]
    [InlineData("0:1 5:2 0:9", "0:9", "")]
    [InlineData("0:99999 0:1 -1:2", "-1:2", "")]
    [InlineData("0:1 9:99999 5:2", "", "")]
    [InlineData("0:1 0:99999", "0:99999", "0:99999")]
    public async Task LateAndConflicting_AreJudgedByTheNewestThatDidNotFailAlsoAcrossARestart(string history, string late, string conflicting)
    {
        await using var city = await IntakeCity.StartAsync();
        var (sawLate, sawConflicting) = (new List<string>(), new List<string>());
        foreach (var message in history.Split(' '))
        {
            var (was, had) = (city.Total.Late, city.Total.Conflicting);
            var parts = message.Split(':');
            await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), $"\"pm10\":{parts[1]}"));
            sawLate.AddRange(city.Total.Late > was ? [message] : []);
            sawConflicting.AddRange(city.Total.Conflicting > had ? [message] : []);
            await city.RestartAsync();
        }

        Assert.Equal((late, conflicting), (string.Join(' ', sawLate), string.Join(' ', sawConflicting)));
        Assert.Equal(history.Split(' ').Length, city.Readings().Count);
        Assert.Equal(sawLate.Count, city.Readings().Count(r => r.Late));
    }

    [Fact]
    public async Task FirstUnitOfAnUnknownQuantity_IsItsUnitAlsoAfterARestart()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"soil\":{\"v\":20,\"u\":\"Cel\"}"));
        await city.RestartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(1, "\"soil\":{\"v\":300,\"u\":\"K\"}"));
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(2, "\"soil\":21"));
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(3, "\"soil\":{\"v\":1,\"u\":\"bar\"}"));

        Assert.Equal([20, 26.85, 21], city.Readings().Select(r => Math.Round(r.Value, 6)));
        Assert.All(JournalFolder.Read(city.Journal).SelectMany(b => b.Series), s => Assert.Equal("Cel", s.Unit));
        Assert.Equal(1, IntakeCity.Count(city.Total.Rejected, RejectReason.UnknownUnit));
    }

    [Fact]
    public async Task SixtyFiveQuantities_AreOneTooMany()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, string.Join(',', Enumerable.Range(0, 66).Select(i => $"\"q{i}\":1"))));
        await city.RestartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(1, "\"q63\":1,\"q99\":1"));
        Assert.Equal((2, 65), (city.Total.Decoded, city.Total.ReadingsTaken));
        Assert.Equal(3, IntakeCity.Count(city.Total.ReadingsRefused, RejectReason.TooManySeries));
        Assert.Equal(2, city.Quarantine().Count);
    }

    [Fact]
    public async Task FloodOfOneDevice_IsShedAfterItsBurstAndOthersAreNot()
    {
        await using var city = await IntakeCity.StartAsync();
        var sent = Enumerable.Range(0, 30_010).Select(_ => city.Intake.Accept(IntakeCity.Aq1, "{}"u8)).ToList();
        await Task.WhenAll(sent).WaitAsync(JournalFolder.Limit);
        await city.SendAsync("cityops/v1/air/aq-2/readings", NoTime);
        city.Clock.Advance(TimeSpan.FromMilliseconds(15));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => city.SendAsync(IntakeCity.Aq1, NoTime)));

        var flood = city.Ledger.Device("aq-1", 0)!.Counts;
        Assert.Equal((30_015, 30_000, 12, 3), (flood.Received, IntakeCity.Count(flood.Rejected, RejectReason.NoValues), flood.Shed, flood.Decoded));
        Assert.Equal((1, 0), (city.Ledger.Device("aq-2", 0)!.Counts.Decoded, city.Ledger.Device("aq-2", 0)!.Counts.Shed));
        Assert.Equal(10_000, city.Quarantine().Count);
    }

    [Fact]
    public async Task TwentyConnectionsAtOnce_AreCountedExactlyAndKeepTheOrderOfEachDevice()
    {
        const int Devices = 20;
        const int Messages = 500;
        await using var city = await IntakeCity.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Devices).Select(device => Task.Run(() => Task.WhenAll(Enumerable.Range(0, Messages).Select(n =>
        {
            // Of ten messages the last is rubbish, and the eighth is the seventh again.
            var payload = n % 10 == 9 ? "{" : IntakeCity.At((n % 10 == 8 ? n - 1 : n) / 10.0, $"\"pm10\":{(n % 10 == 8 ? n - 1 : n)}", $"\"seq\":{n - (n / 10 * 2) - (n % 10 == 8 ? 1 : 0)},");
            return city.SendAsync($"cityops/v1/air/aq-{device}/readings", payload);
        }).ToList())))).WaitAsync(JournalFolder.Limit);

        Assert.Equal((10_000, 9_000, 1_000, 1_000), (city.Total.Received, city.Total.Decoded, city.Total.Duplicate, city.Total.Rejected.Sum()));
        Assert.Equal((0, 0, 0, 0), (city.Total.Late, city.Total.Conflicting, city.Total.OutOfOrder, city.Ledger.Total(0).Missing));
        foreach (var device in JournalFolder.Read(city.Journal).SelectMany(b => b.Readings.Select(r => (b.Series[r.Series].Id.Device, r.Value))).GroupBy(r => r.Device))
        {
            Assert.Equal(Enumerable.Range(0, Messages).Where(n => n % 10 < 8).Select(n => (double)n), device.Select(r => r.Value));
        }

        Assert.Equal(Devices, city.Ledger.Devices(0).Count(d => d.Counts is { Received: Messages, Decoded: 450, Duplicate: 50 }));
    }

    [Fact]
    public async Task FirstMessagesFromTwoDomainsAtOnce_GiveTheDeviceOneDomain()
    {
        const int Devices = 200;
        await using var city = await IntakeCity.StartAsync();
        using var together = new Barrier(2);
        await Task.WhenAll(new[] { "air", "water" }.Select(domain => Task.Run(() =>
        {
            var sent = new List<Task>();
            for (var device = 0; device < Devices; device++)
            {
                together.SignalAndWait();
                sent.Add(city.SendAsync($"cityops/v1/{domain}/box-{device}/readings", IntakeCity.At(0, "\"temperature\":5")));
            }

            return Task.WhenAll(sent);
        }))).WaitAsync(JournalFolder.Limit);

        Assert.Equal((2 * Devices, Devices, Devices), (city.Total.Received, city.Total.Decoded, IntakeCity.Count(city.Total.Rejected, RejectReason.WrongDomain)));
        Assert.All(city.Ledger.Devices(0), d => Assert.Equal(1, d.Counts.Decoded));
    }
}
