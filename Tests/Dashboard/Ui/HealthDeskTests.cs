using CityOps.Dashboard.Components.Health;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using CityOps.Tests.Dashboard.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Ui;

/// <summary>What the health page asks for, how often, and what it keeps while nobody answers.</summary>
public sealed class HealthDeskTests
{
    readonly FakeTimeProvider _time = new();
    readonly Books _books = new();
    readonly HealthWatch _watch;
    readonly HealthDesk _desk;

    public HealthDeskTests()
    {
        _watch = new HealthWatch(_books, _books, _time, _time);
        _desk = NewDesk();
    }

    [Fact]
    public async Task ManyViewers_AskOnceASecond()
    {
        var desks = Enumerable.Range(0, 20).Select(_ => NewDesk()).ToList();
        for (var second = 0; second < 3; second++)
        {
            await Task.WhenAll(desks.Select(desk => desk.LookAsync(HealthQuery.Empty, default)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((3, 3), (_books.Reports, _books.Cities));
    }

    [Fact]
    public async Task RefusedMessages_AreReadOnlyWhenTheLedgerHasMoreOrOthersAreWanted()
    {
        await LookAsync(HealthQuery.Empty);
        await LookAsync(HealthQuery.Empty);
        Assert.Equal((1, 1), (_books.Quarantines, _books.Letters));
        _books.Rejected++;
        await LookAsync(HealthQuery.Empty);
        Assert.Equal((2, 1), (_books.Quarantines, _books.Letters));
        await LookAsync(HealthQuery.Empty.RefusedFrom("aq-1"));
        Assert.Equal((3, 1), (_books.Quarantines, _books.Letters));
        _books.Refused++;
        await LookAsync(HealthQuery.Empty.RefusedFrom("aq-1"));
        Assert.Equal((3, 2), (_books.Quarantines, _books.Letters));
    }

    [Fact]
    public async Task Away_TheLastThatWasKnownStaysAndIsSaidToBeOld_AndComesBack()
    {
        await LookAsync(HealthQuery.Empty with { Device = "aq-1" });
        Assert.Equal((false, "aq-1", 1), (_desk.Picture!.IsAway, _desk.Account?.Device, _desk.Devices!.Known));
        _books.IsAway = true;
        await LookAsync(HealthQuery.Empty with { Device = "aq-1" });
        Assert.Equal((true, "aq-1", 1, false), (_desk.Picture!.IsAway, _desk.Account?.Device, _desk.Devices!.Known, _desk.HasFailed));
        Assert.NotNull(_desk.Picture.Ledger);
        Assert.NotNull(_desk.Quarantine);

        // Another question has no old answer.
        await LookAsync(HealthQuery.Empty with { Device = "aq-2", Search = "x" });
        Assert.Null(_desk.Devices);
        Assert.Null(_desk.Account);
        _books.IsAway = false;
        await LookAsync(HealthQuery.Empty);
        Assert.Equal((false, 1), (_desk.Picture.IsAway, _desk.Devices!.Known));
    }

    [Fact]
    public async Task LookThatFails_LeavesWhatIsShown_AndTheNextOneMayWork()
    {
        await LookAsync(HealthQuery.Empty);
        _books.Fails = true;
        await LookAsync(HealthQuery.Empty);
        Assert.True(_desk.HasFailed);
        Assert.NotNull(_desk.Picture);
        _books.Fails = false;
        await LookAsync(HealthQuery.Empty);
        Assert.False(_desk.HasFailed);
    }

    HealthDesk NewDesk() => new(_watch, _books, NullLogger<HealthDesk>.Instance);

    async Task LookAsync(HealthQuery query)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await _desk.LookAsync(query, default);
    }

    sealed class Books : IAccounts, IHealthReport
    {
        public bool IsAway { get; set; }
        public bool Fails { get; set; }
        public long Rejected { get; set; }
        public long Refused { get; set; }
        public int Reports { get; private set; }
        public int Cities { get; private set; }
        public int Quarantines { get; private set; }
        public int Letters { get; private set; }

        public Task<HealthView> MakeAsync(CancellationToken cancellationToken)
        {
            Reports++;
            return Task.FromResult(new HealthView(HealthStatus.Ready, []));
        }

        public ValueTask<CityLedgerAnswer?> CityAsync(CancellationToken cancellationToken)
        {
            Cities++;
            return new(IsAway ? null : SomeLedger.Of(1_768_284_600_000, 5, Rejected, Refused));
        }

        public ValueTask<WorstDevicesAnswer?> WorstAsync(WatchQuery query, CancellationToken cancellationToken) =>
            Fails ? throw new IOException("the disk is gone") : new(IsAway ? null : new WorstDevicesAnswer("", 1, 0, 0, 0, new Dictionary<string, int>(), []));

        public ValueTask<DeviceLedgerAnswer?> DeviceAsync(string device, CancellationToken cancellationToken) =>
            new(IsAway ? null : new DeviceLedgerAnswer("", device, SomeLedger.Of(0, 1).Total, null, null, null, "unknown"));

        public ValueTask<ListAnswer<QuarantineItem>?> QuarantineAsync(string? device, string? cursor, int limit, CancellationToken cancellationToken)
        {
            Quarantines++;
            return new(IsAway ? null : new ListAnswer<QuarantineItem>([], null));
        }

        public ValueTask<ReplayAllAnswer?> ReplayAsync(Actor by, string? device, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ReplayAnswer?> ReplayOneAsync(Actor by, string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ListAnswer<DeadLetterItem>?> DeadLettersAsync(int limit, CancellationToken cancellationToken)
        {
            Letters++;
            return new(IsAway ? null : new ListAnswer<DeadLetterItem>([], null));
        }
    }
}
