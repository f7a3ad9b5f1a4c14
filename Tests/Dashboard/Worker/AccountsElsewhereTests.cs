using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Tests.Dashboard.Worker;

public sealed class AccountsElsewhereTests : IAsyncLifetime
{
    FakeIngestion _fake = null!;
    ServiceProvider _services = null!;
    AccountsElsewhere _accounts = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeIngestion.StartAsync();
        _services = IngestionElsewhereTests.Client(_fake.Address);
        _accounts = new AccountsElsewhere(_services.GetRequiredService<IngestionClient>());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Questions_AreThoseOfTheApi()
    {
        _fake.Say(
            "/api/v1/ledger/devices/worst?q=a%26b%20%C4%8D&trouble=outOfOrder&all=true&offset=40&limit=20",
            """{"asOf":"2026-01-13T06:10:00.000Z","known":9,"troubled":8,"matching":7,"unnamed":6,"byTrouble":{"shed":5},"items":[]}""");
        var found = await _accounts.WorstAsync(new WatchQuery("a&b č", DeviceTrouble.OutOfOrder, true, 40, 20), default);
        Assert.Equal((9, 8, 7, 6, 5), (found!.Known, found.Troubled, found.Matching, found.Unnamed, found.ByTrouble["shed"]));

        _fake.Say(
            "/api/v1/quarantine?device=aq-1&cursor=77&limit=20",
            """{"items":[{"id":"7","receivedAt":"2026-01-13T06:10:00.000Z","topic":"t","device":null,"reason":"bad_json","detail":null,"bytes":1,"payload":"ew==","text":"{"}],"next":"7"}""");
        var refused = await _accounts.QuarantineAsync("aq-1", "77", 20, default);
        Assert.Equal(("{", null, "7"), (refused!.Items.Single().Text, refused.Items.Single().Device, refused.Next));

        _fake.Say("/api/v1/dead-letters?limit=20", """{"items":[],"next":null}""");
        Assert.Empty((await _accounts.DeadLettersAsync(20, default))!.Items);
    }

    [Fact]
    public async Task WhatIsNotThere_AndAwayOrStrange_AreNull()
    {
        Assert.Null(await _accounts.DeviceAsync("aq 1", default));
        Assert.Equal("/api/v1/ledger/aq%201", _fake.Asked.Last().Path);
        _fake.Say("/api/v1/ledger", "<html>");
        Assert.Null(await _accounts.CityAsync(default));
        await _fake.LeaveAsync();
        Assert.Null(await _accounts.CityAsync(default));
        Assert.Null(await _accounts.QuarantineAsync(null, null, 20, default));
    }
}
