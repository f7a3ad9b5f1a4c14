using System.Text;
using CityOps.Core.Wire;
using CityOps.Ingestion.Intake;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Storage.Journal;

namespace CityOps.Tests.Ingestion.Isolation;

/// <summary>
/// What was refused is judged again after something has changed. A device that was unknown is registered; a unit that was none is one after
/// another birth. What the decoder refuses it refuses again.
/// </summary>
public sealed class QuarantineReplayTests
{
    static readonly long Now = IntakeCity.Now.ToUnixTimeMilliseconds();

    [Fact]
    public async Task DeviceThatWasUnknown_IsTakenOnceItIsRegistered_AndOnlyOnce()
    {
        await using var city = await StrictAsync();
        for (var n = 0; n < 5; n++)
        {
            await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(n, $"\"pm10\":{n}", $"\"seq\":{n + 10},"));
        }

        await city.SendAsync("cityops/v1/air/aq-2/readings", IntakeCity.At(0, "\"pm10\":1"));
        Assert.Equal((0, 6), Count(await ReplayAsync(city)));
        await RegisterAsync(city, "aq-1");
        city.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((5, 1), Count(await ReplayAsync(city)));
        Assert.Equal((0, 1), Count(await ReplayAsync(city)));
        Assert.Equal("aq-2", Assert.Single(city.Quarantine()).Device);
        Balances(city, received: 11, decoded: 5, rejected: 6, replayed: 5);
        var readings = city.Readings();
        Assert.Equal([0, 1, 2, 3, 4], readings.Select(r => r.Value));
        Assert.All(readings, r => Assert.Equal((Now, false), (r.ReceivedAt, r.Late)));

        // Its numbers are those of then, and nothing is missing of what was never counted.
        var account = city.Ledger.Device("aq-1", 0)!;
        Assert.Equal((0, Now, null), (account.Missing, account.LastReceivedAt, account.SkewMs));
        await city.RestartAsync();
        Balances(city, received: 11, decoded: 5, rejected: 6, replayed: 5);
        Assert.Single(city.Quarantine());

        // Whoever sends it again sends it again.
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(4, "\"pm10\":4", "\"seq\":14,"));
        Assert.Equal(1, city.Total.Duplicate);
    }

    [Theory]
    [InlineData(RejectReason.BadJson, "{")]
    [InlineData(RejectReason.InFuture, "{\"ts\":\"2026-01-13T06:20:00Z\",\"m\":{\"pm10\":1}}")]
    [InlineData(RejectReason.TooOld, "{\"ts\":\"2025-01-13T06:20:00Z\",\"m\":{\"pm10\":1}}")]
    [InlineData(RejectReason.BadTime, "{\"ts\":\"yesterday\",\"m\":{\"pm10\":1}}")]
    [InlineData(RejectReason.NoValues, "{}")]
    [InlineData(RejectReason.UnknownUnit, "{\"m\":{\"pm10\":{\"v\":1,\"u\":\"bar\"}}}")]
    public async Task WhatIsStillWrong_IsRefusedForTheSameReason_AndStays(RejectReason reason, string payload)
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, payload);

        // In the future then: it stays so, whatever the time is now.
        city.Clock.Advance(TimeSpan.FromDays(3));
        var before = city.Quarantine().Single();
        foreach (var again in (int[])[1, 2])
        {
            var row = (await ReplayAsync(city)).Single();
            Assert.Equal((true, false, reason), (row.IsJudged, row.IsTaken, row.Reason));
            Assert.Equal(before.Entry.Detail, row.Detail);
        }

        Assert.Equal((before.Id, before.ReceivedAt, reason), (city.Quarantine().Single().Id, city.Quarantine().Single().ReceivedAt, city.Quarantine().Single().Entry.Reason));
        Balances(city, received: 1, decoded: 0, rejected: 1, replayed: 0);
    }

    [Fact]
    public async Task RecordWithoutATime_HasTheTimeAtWhichItCame()
    {
        await using var city = await StrictAsync();
        await city.SendAsync(IntakeCity.Aq1, """{"m":{"pm10":7}}""");
        await RegisterAsync(city, "aq-1");
        city.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal((1, 0), Count(await ReplayAsync(city)));
        Assert.Equal((Now, Now), (city.Readings().Single().ObservedAt, city.Readings().Single().ReceivedAt));
    }

    [Fact]
    public async Task LateOnes_AreLate_AndMoveNothingBack()
    {
        await using var city = await StrictAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(-10, "\"pm10\":500"));
        await RegisterAsync(city, "aq-1");
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(60, "\"pm10\":1"));
        Assert.Equal((1, 0), Count(await ReplayAsync(city)));
        Assert.Equal((1, true), (city.Total.Late, city.Readings()[^1].Late));
        Assert.Equal((Now + 60_000, Now + 60_000), (city.Ledger.Device("aq-1", 0)!.LastReceivedAt, city.Ledger.Device("aq-1", 0)!.LastObservedAt));
        Assert.Equal(Now + 60_000, JournalFolder.Read(city.Journal)[^1].ReceivedAt);
    }

    [Fact]
    public async Task MessageThatWasTakenInPart_ComesInAsAWholeOrNotAtAll()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync("cityops/v1/air/aq-1/status", """{"m":{"pm10":"bar"}}""");
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"no2\":5,\"pm10\":0.03"));
        Assert.Equal((1, 1), (city.Total.Decoded, city.Total.ReadingsTaken));
        Assert.Equal((0, 1), Count(await ReplayAsync(city)));
        Balances(city, received: 1, decoded: 1, rejected: 0, replayed: 0);

        await city.SendAsync("cityops/v1/air/aq-1/status", """{"m":{"pm10":"mg/m3"}}""");
        Assert.Equal((1, 0), Count(await ReplayAsync(city)));
        Assert.Empty(city.Quarantine());
        Balances(city, received: 2, decoded: 2, rejected: 0, replayed: 1);
        Assert.Equal([5, 5, 30], city.Readings().Select(r => Math.Round(r.Value, 9)));
        Assert.Single(city.Readings().Select(r => r.ObservedAt).Distinct());
    }

    [Fact]
    public async Task MessageOfWhichNothingWasTaken_ComesInInPart_AndTheRestIsARowOfItsOwn()
    {
        await using var city = await StrictAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":7,\"no2\":\"many\""));
        await RegisterAsync(city, "aq-1");
        Assert.Equal((1, 0), Count(await ReplayAsync(city)));
        Assert.Equal((RejectReason.BadValue, Now), (city.Quarantine().Single().Entry.Reason, city.Quarantine().Single().ReceivedAt));
        Assert.Equal((0, 1), Count(await ReplayAsync(city)));
        Balances(city, received: 2, decoded: 1, rejected: 1, replayed: 1);
    }

    [Fact]
    public async Task RowThatWasCut_IsNotJudged()
    {
        await using var city = await StrictAsync();
        await city.SendAsync(IntakeCity.Aq1, Encoding.UTF8.GetBytes(IntakeCity.At(0, "\"pm10\":1", $"\"x\":\"{new string('x', 17_000)}\",")));
        await RegisterAsync(city, "aq-1");
        var row = (await ReplayAsync(city)).Single();
        Assert.Equal((false, false), (row.IsJudged, row.IsTaken));
        Assert.Single(city.Quarantine());
    }

    [Fact]
    public async Task TwoAtOnce_TakeEachRowOnce()
    {
        await using var city = await StrictAsync();
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => city.SendAsync(IntakeCity.Aq1, IntakeCity.At(n / 1_000.0, $"\"pm10\":{n % 100}"))));
        await RegisterAsync(city, "aq-1");
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReplayAsync(city))));
        Assert.Equal(1_000, both.Sum(rows => rows.Count(row => row.IsTaken)));
        Assert.Empty(city.Quarantine());
        Balances(city, received: 2_000, decoded: 1_000, rejected: 1_000, replayed: 1_000);
    }

    [Fact]
    public async Task DeviceAndReason_ChooseRows_AndOneIsOne()
    {
        await using var city = await StrictAsync();
        await RegisterAsync(city, "aq-1");
        await city.SendAsync(IntakeCity.Aq1, "{");
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(400, "\"pm10\":1"));
        await city.SendAsync("cityops/v1/air/aq-2/readings", IntakeCity.At(0, "\"pm10\":1"));
        await city.SendAsync("cityops/v1/nowhere", "{");
        var replay = new QuarantineReplay(city.Journal, city.Intake);
        Assert.Equal(
            [2, 1, 1, 1, 0, 4],
            new[]
            {
                await replay.AllAsync("aq-1", null, default), await replay.AllAsync("aq-1", RejectReason.InFuture, default), await replay.AllAsync(null, RejectReason.BadTopic, default),
                await replay.AllAsync(null, RejectReason.UnknownDevice, default), await replay.AllAsync("aq-3", null, default), await replay.AllAsync(null, null, default),
            }.Select(rows => rows.Count));
        var id = city.Quarantine().Single(row => row.Device == "aq-2").Id;
        Assert.False((await replay.OneAsync(id, default))!.IsTaken);
        await RegisterAsync(city, "aq-2");
        Assert.True((await replay.OneAsync(id, default))!.IsTaken);
        Assert.Null(await replay.OneAsync(id, default));
        Assert.Null(await replay.OneAsync(7, default));
    }

    [Fact]
    public async Task PowerCutInAReplay_LosesAndDoublesNothing()
    {
        await using var city = await StrictAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(n => city.SendAsync(IntakeCity.Aq1, IntakeCity.At(n / 1_000.0, $"\"pm10\":{n % 100}"))));
        await RegisterAsync(city, "aq-1");
        var replaying = Task.Run(() => ReplayAsync(city));
        for (var cut = 0; cut < 5; cut++)
        {
            using var left = city.Folder.Crash();
            await using var journal = left.Open();
            var taken = JournalFolder.Read(journal).SelectMany(batch => batch.Messages).Count(message => message.Replayed);
            Assert.Equal(300, taken + journal.Quarantine(long.MaxValue, null, 1_000).Count);
        }

        await replaying;
        Assert.Empty(city.Quarantine());
    }

    static Task<IntakeCity> StrictAsync() => IntakeCity.StartAsync(IntakeCity.Defaults with { AutoAccept = false });

    static Task<IReadOnlyList<ReplayedRow>> ReplayAsync(IntakeCity city) =>
        new QuarantineReplay(city.Journal, city.Intake).AllAsync(null, null, default).WaitAsync(JournalFolder.Limit);

    static async Task RegisterAsync(IntakeCity city, string device)
    {
        await city.Registry.PutDeviceAsync(device, new("Box", "air", null, null, null));
        await city.Feed.Mirror.RefreshAsync(default);
    }

    static (int Taken, int Refused) Count(IReadOnlyList<ReplayedRow> rows) => (rows.Count(row => row.IsTaken), rows.Count(row => row is { IsJudged: true, IsTaken: false }));

    static void Balances(IntakeCity city, long received, long decoded, long rejected, long replayed)
    {
        var c = city.Total;
        Assert.Equal((received, decoded, rejected, replayed), (c.Received, c.Decoded, c.Rejected.Sum(), c.Replayed));
        Assert.Equal(c.Received, c.Decoded + c.Rejected.Sum() + c.Shed);
    }
}
