using System.Text;
using CityOps.Core.Wire;
using CityOps.Storage.Journal;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Storage.Journal;

namespace CityOps.Tests.Ingestion.Isolation;

/// <summary>What one sender may take of what all share: quarantine, city database, log.</summary>
public sealed class LoudSendersTests
{
    const string Status = "cityops/v1/air/aq-1/status";

    [Fact]
    public async Task LongRubbish_IsKeptWholeForAWhile_ThenItsBeginning()
    {
        await using var city = await IntakeCity.StartAsync();
        var rubbish = new byte[20_000];
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => city.SendAsync(IntakeCity.Aq1, rubbish)));
        await city.SendAsync("cityops/v1/air/aq-2/readings", rubbish);

        var kept = city.Quarantine().Where(row => row.Device == "aq-1").Select(row => row.Entry).ToList();
        Assert.All(kept, entry => Assert.Equal((RejectReason.BadJson, 20_000), (entry.Reason, entry.Bytes)));
        Assert.Equal([64, 136], kept.GroupBy(entry => entry.Payload.Length).OrderByDescending(group => group.Key).Select(group => group.Count()));
        Assert.Equal([QuarantineEntry.MaxPayload, 256], kept.Select(entry => entry.Payload.Length).Distinct().OrderDescending());
        Assert.Equal(QuarantineEntry.MaxPayload, city.Quarantine().Single(row => row.Device == "aq-2").Entry.Payload.Length);

        city.Clock.Advance(TimeSpan.FromMinutes(1));
        await city.SendAsync(IntakeCity.Aq1, rubbish);
        Assert.Equal(QuarantineEntry.MaxPayload, city.Quarantine()[0].Entry.Payload.Length);
    }

    [Fact]
    public async Task HugeMessages_CountAsManySmallOnes()
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { Burst = 1_000 });
        var huge = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 10_000).Select(n => $"{{\"m\":{{\"pm10\":{n}}}}}"))}]");
        Assert.InRange(huge.Length, 190_000, 256 * 1_024);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => city.SendAsync(IntakeCity.Aq1, huge)));
        Assert.Equal((20, 14, 6), (city.Total.Received, city.Total.Shed, city.Total.Decoded));
    }

    [Fact]
    public async Task DeviceThatTellsOfItselfAllTheTime_IsHeardNowAndThen()
    {
        await using var city = await IntakeCity.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => city.SendAsync(Status, $$"""{"name":"name {{n}}"}""")));
        Assert.InRange(city.Feed.ShedBirths, 430, 440);
        await city.SendAsync("cityops/v1/air/aq-2/status", """{"name":"quiet"}""");
        var registry = await city.Registry.LoadAsync();
        Assert.Equal(("name 59", "quiet"), (registry.Devices["aq-1"].Name, registry.Devices["aq-2"].Name));
        Assert.Equal("Trouble with aq-1: birth, shed.", Assert.Single(city.FeedLog.Lines).Message[..31]);
    }

    [Fact]
    public async Task OnlineAndOffline_AreHeardAlways_AndWriteNothing()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(Status, """{"name":"box"}""");
        var revision = await city.Registry.RevisionAsync();
        using (JournalFolder.Hold(city.CityFilePath))
        {
            await Task.WhenAll(Enumerable.Range(0, 501).Select(n => city.SendAsync(Status, n % 2 == 0 ? "offline" : "online")));
        }

        Assert.False(city.Feed.Connections.IsOnline("aq-1"));
        Assert.Equal((0, revision), (city.Feed.ShedBirths, await city.Registry.RevisionAsync()));
    }

    [Fact]
    public async Task FloodOfStatus_IsShedByTheBucketOfItsDevice()
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { Burst = 50 });
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":1"));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => city.SendAsync(Status, "{")));
        Assert.Equal((49, 51), (city.Feed.RefusedBirths, city.Feed.ShedBirths));
        Assert.Equal(2, city.FeedLog.Lines.Count);
    }

    [Fact]
    public async Task Log_HasOneLinePerDeviceAndKindInAnHour()
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { Burst = 300 });
        var good = IntakeCity.At(0, "\"pm10\":1");
        await Task.WhenAll(Enumerable.Range(0, 101).Select(_ => city.SendAsync(IntakeCity.Aq1, good)));
        foreach (var rubbish in (string[])["{", "}", IntakeCity.At(400, "\"pm10\":1"), IntakeCity.At(500, "\"pm10\":1")])
        {
            await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => city.SendAsync(IntakeCity.Aq1, rubbish)));
        }

        string[] kinds = ["bad_json", "duplicate", "in_future", "shed"];
        Assert.Equal(kinds, Kinds(city).Order(StringComparer.Ordinal));
        city.Clock.Advance(TimeSpan.FromHours(1));
        await city.SendAsync(IntakeCity.Aq1, "{");
        Assert.Equal(5, city.Log.Lines.Count);
    }

    static IEnumerable<string> Kinds(IntakeCity city) =>
        city.Log.Lines.Select(line => line.Message).Select(text => text["Trouble with aq-1: ".Length..text.IndexOf('.', StringComparison.Ordinal)]);
}
