using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Tests.Ingestion.Accounting;
using CityOps.Tests.Storage.City;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Ingestion.Http;

public sealed class DeviceWatchTests : IAsyncLifetime
{
    static readonly DateTimeOffset Now = new(2026, 1, 13, 6, 10, 0, TimeSpan.Zero);

    readonly FakeTimeProvider _clock = new(Now);
    readonly Ledger _ledger = new();
    readonly DeviceConnections _connections = new();
    CityFile _file = null!;
    CityRegistry _registry = null!;
    RegistryMirror _mirror = null!;
    DeviceWatch _watch = null!;
    int _position;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _registry = new CityRegistry(_file.Open());
        _mirror = new RegistryMirror(_registry, NullLogger<RegistryMirror>.Instance);
        _watch = new DeviceWatch(_ledger, _connections, _mirror, _clock);
    }

    public ValueTask DisposeAsync()
    {
        _mirror.Dispose();
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Devices_ComeWorstFirst_AndThoseThatAreWellOnlyWhenAskedFor()
    {
        Good("well");
        Rejected("rubbish", 3);
        Shed("flood", 5);
        Numbers("gaps", 10, 12, 14, 11);
        Numbers("jumbled", 10, 11, 10);
        Good("ahead", skew: 61_000);
        Good("behind", skew: -61_000);
        Good("nearly", skew: 60_000);
        _connections.Set("asleep", false, 0);
        _connections.Set("awake", true, 0);

        Assert.Equal("flood rubbish gaps ahead asleep behind jumbled", Names(Ask()));
        Assert.Equal("flood rubbish gaps ahead asleep behind jumbled awake nearly well", Names(Ask(all: true)));
        Assert.Equal((10, 7, 7), (Ask().Known, Ask().Troubled, Ask().Matching));
        Assert.Equal([1, 1, 0, 1, 0, 0, 2, 2, 1, 0], Ask().ByTrouble);
        Assert.Equal(
            [DeviceTrouble.Shed, DeviceTrouble.Rejected, DeviceTrouble.Missing | DeviceTrouble.OutOfOrder, DeviceTrouble.Clock, DeviceTrouble.Offline, DeviceTrouble.Clock, DeviceTrouble.OutOfOrder],
            Ask().Items.Select(device => device.Troubles));
        Assert.Equal(["rejected"], TroubleWords.Each(Ask(search: "RUBB").Items.Single().Troubles).Select(TroubleWords.Of));
    }

    [Fact]
    public void OneTrouble_IsOrderedByItself()
    {
        Rejected("a", 1);
        Rejected("b", 9);
        Shed("c", 100);
        Good("d", skew: 70_000);
        Good("e", skew: -90_000);
        Assert.Equal("b a", Names(Ask(DeviceTrouble.Rejected)));
        Assert.Equal("c", Names(Ask(DeviceTrouble.Shed)));
        Assert.Equal("e d", Names(Ask(DeviceTrouble.Clock)));
        Assert.Empty(Ask(DeviceTrouble.Refused).Items);
    }

    [Fact]
    public void PartsOfMessagesAndRepeats_AreTroubleToo_ButNotTheOddRepeat()
    {
        Apply("partly", [Message(MessageClass.Decoded) with { ReadingsTaken = 1, Refused = [new RefusedReadings(RejectReason.TooManySeries, 3)] }]);
        Apply("rejected", [Message(MessageClass.Rejected) with { Refused = [new RefusedReadings(RejectReason.BadJson, 1)] }]);
        Apply("parrot", [Message(MessageClass.Decoded), .. Enumerable.Repeat(Message(MessageClass.Duplicate), 10)]);
        Apply("now-and-then", [.. Enumerable.Repeat(Message(MessageClass.Decoded), 91), .. Enumerable.Repeat(Message(MessageClass.Duplicate), 10)]);
        Apply("twice", [Message(MessageClass.Decoded), Message(MessageClass.Duplicate)]);
        Assert.Equal("rejected partly parrot", Names(Ask()));
        Assert.Equal("partly", Names(Ask(DeviceTrouble.Readings)));
        Assert.Equal("parrot", Names(Ask(DeviceTrouble.Repeated)));
    }

    [Fact]
    public async Task Interval_SaysHowLongSilenceAndTheAgeOfATimeAreNothingOdd()
    {
        await PutAsync("fast", 60);
        await PutAsync("slow", 3_600);
        Good("fast", skew: -181_000);
        Good("slow", skew: -3_600_000);
        Good("unknown");
        Assert.Equal("fast", Names(Ask(DeviceTrouble.Clock)));
        Assert.Empty(Ask(DeviceTrouble.Silent).Items);

        _clock.Advance(TimeSpan.FromSeconds(181));
        Assert.Equal("fast", Names(Ask(DeviceTrouble.Silent)));
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("fast unknown", Names(Ask(DeviceTrouble.Silent)));
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal("fast slow unknown", Names(Ask(DeviceTrouble.Silent)));
        Good("fast");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("slow unknown", Names(Ask(DeviceTrouble.Silent)));
    }

    [Fact]
    public void TroubleThatIsADayOld_StepsBack_AndNewTroubleBringsAllOfItForward()
    {
        Rejected("mended", 3);
        Rejected("again", 2);
        Numbers("gap", 10, 12);
        Apply("parrot", [Message(MessageClass.Decoded), .. Enumerable.Repeat(Message(MessageClass.Duplicate), 10)]);
        var then = Now.ToUnixTimeMilliseconds();
        Assert.All(Ask().Items, device => Assert.Equal(then, device.Tally.LastTroubleAt));

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Good("mended");
        Assert.Equal("mended again gap parrot", Names(Ask()));
        Rejected("again", 1);
        Numbers("gap", 13, 14);
        Apply("parrot", [.. Enumerable.Repeat(Message(MessageClass.Decoded), 100)]);
        Apply("parrot", [Message(MessageClass.Duplicate)]);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("again", Names(Ask()));
        Assert.Equal((3, then), (Ask(all: true, search: "mended").Items.Single().Tally.Rejected, Ask(all: true, search: "mended").Items.Single().Tally.LastTroubleAt));

        // It is in the snapshot.
        var back = LedgerCodec.Read(_ledger.Save().Body);
        var tallies = new List<DeviceTally>();
        back.Survey(tallies);
        Assert.Equal(then, tallies.Single(tally => tally.Device == "gap").LastTroubleAt);
    }

    [Fact]
    public void Pages_TogetherHaveEveryDeviceOnce()
    {
        for (var i = 0; i < 57; i++)
        {
            Rejected($"dev-{i:00}", 1 + (i % 5));
        }

        var pages = Enumerable.Range(0, 6).SelectMany(page => Ask(offset: page * 10, limit: 10).Items).Select(device => device.Tally.Device).ToList();
        Assert.Equal(57, pages.Distinct().Count());
        Assert.Equal(Names(Ask()), string.Join(' ', pages));
        Assert.Equal((57, 57), (Ask(limit: 1).Matching, Ask(limit: 1).Known));
    }

    [Fact]
    public async Task Search_FindsIdsAndNamesOfDeviceAndStation_WhateverTheAccents()
    {
        await _registry.PutStationAsync("st-1", new StationPut("Celovška cesta", 46, 14, null, "air"));
        await PutAsync("aq-1", 60, "st-1", "Merilnik ob šoli");
        Rejected("aq-1", 1);
        Rejected("aq-2", 1);
        Assert.Equal("aq-1", Names(Ask(search: "celovska")));
        Assert.Equal("aq-1", Names(Ask(search: "soli AQ")));
        Assert.Equal("aq-1 aq-2", Names(Ask(search: "aq")));
        Assert.Empty(Ask(search: "aq-2 celovska").Items);
    }

    [Fact]
    public void Ledger_IsLookedThroughOnceASecond_AndTellsHowManyMessagesNamedNoDevice()
    {
        Rejected("a", 2);
        Rejected(null, 3);
        Assert.Equal(3, Ask().Unnamed);
        Rejected("b", 1);
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal((Now.ToUnixTimeMilliseconds(), 1), (Ask().AsOf, Ask().Known));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((Now.ToUnixTimeMilliseconds() + 1_000, 2), (Ask().AsOf, Ask().Known));
    }

    async Task PutAsync(string device, int interval, string? station = null, string? name = null)
    {
        await _registry.PutDeviceAsync(device, new DevicePut(name, "air", station, null, interval));
        await _mirror.RefreshAsync(default);
    }

    WatchedDevices Ask(DeviceTrouble? trouble = null, bool all = false, string search = "", int offset = 0, int limit = 100) =>
        _watch.Find(new WatchQuery(search, trouble, all, offset, limit));

    static string Names(WatchedDevices found) => string.Join(' ', found.Items.Select(device => device.Tally.Device));

    void Good(string device, long? skew = null) => Apply(device, [Message(MessageClass.Decoded) with { SkewMs = skew, ReadingsTaken = 1 }], readings: 1);

    void Rejected(string? device, int count) => Apply(device, [.. Enumerable.Repeat(Message(MessageClass.Rejected), count)]);

    void Shed(string device, int count) => Apply(device, [.. Enumerable.Repeat(Message(MessageClass.Shed), count)]);

    void Numbers(string device, params long[] seqs) => Apply(device, [.. seqs.Select(seq => Message(MessageClass.Decoded) with { Seqs = [seq] })]);

    static JournalMessage Message(MessageClass kind) =>
        new(0, kind, kind == MessageClass.Rejected ? RejectReason.BadJson : RejectReason.None, 0, [], 0, [], false, false);

    void Apply(string? device, List<JournalMessage> messages, int readings = 0)
    {
        var at = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var batch = new JournalBatch
        {
            Position = new JournalPosition(LedgerSome.Journal, ++_position), ReceivedAt = at, Devices = device is null ? [] : [device],
            Series = device is null ? [] : [new Series(new SeriesId(device, "pm10"), "air", "ug/m3")],
            Messages = [.. device is null ? messages.ConvertAll(message => message with { Device = -1 }) : messages],
            Readings = [.. Enumerable.Repeat(new JournalReading(0, at, at, 1, Quality.Good, QualityReasons.None, false), readings)],
        };
        _ledger.Apply(batch);
    }
}
