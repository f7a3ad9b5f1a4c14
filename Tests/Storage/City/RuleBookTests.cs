using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Storage.City;

public sealed class RuleBookTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));
    CityFile _file = null!;
    RuleBook _book = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _book = new RuleBook(_file.Open(), _clock);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    static AlertRule Rule(string name, string id = "") => new()
    {
        Id = id, Version = 0, Name = name, Quantity = "pm10", Domain = "air", Devices = ["aq-*"], Stations = ["s1"], Districts = ["Šiška"],
        Condition = Condition.Below(49.5, 52.25), RaiseAfter = TimeSpan.FromMinutes(1),
        ClearAfter = new TimeSpan(1, 2, 3, 4), Severity = Severity.Minor, Procedure = new LocalText("Call", "Pokliči"), Source = "law",
    };

    [Fact]
    public async Task Created_ReadsBackWhole()
    {
        var created = await _book.CreateAsync(Rule("PM10"));
        var read = (await _book.GetAsync(created.Id))!;

        Assert.Matches("^[a-z2-9]{10}$", created.Id);
        Assert.True(Identifiers.IsId(created.Id));
        Assert.Equal(1, read.Version);
        Assert.Equivalent(Rule("PM10") with { Id = created.Id, Version = 1 }, read, strict: true);
        Assert.NotEqual(created.Id, (await _book.CreateAsync(Rule("PM10"))).Id);
    }

    [Fact]
    public async Task Update_AddsAVersionAndKeepsTheOldRow()
    {
        var rule = await _book.CreateAsync(Rule("PM10"));
        _clock.Advance(TimeSpan.FromSeconds(7));
        var update = await _book.UpdateAsync(rule.Id, Rule("PM10 high", "other-id"), 1);

        Assert.Equal((RuleUpdateOutcome.Done, 2, rule.Id), (update.Outcome, update.Rule!.Version, update.Rule.Id));
        Assert.Equal("PM10 high", (await _book.GetAsync(rule.Id))!.Name);
        await using var db = await _file.Open().CreateDbContextAsync();
        var rows = await db.RuleVersions.OrderBy(r => r.Version).ToListAsync();
        Assert.Equal([("PM10", 1_800_000_000_000), ("PM10 high", 1_800_000_007_000)], rows.Select(r => (r.Name, r.WrittenAt)));
    }

    [Fact]
    public async Task Versions_ComeNewestFirstWithTheMomentOfEach()
    {
        var rule = await _book.CreateAsync(Rule("first"));
        await _book.CreateAsync(Rule("another"));
        _clock.Advance(TimeSpan.FromSeconds(7));
        await _book.UpdateAsync(rule.Id, Rule("second"));
        await _book.DisableAsync(rule.Id);

        var versions = await _book.VersionsAsync(rule.Id);
        Assert.Equal(
            [(3, "second", false, 1_800_000_007_000), (2, "second", true, 1_800_000_007_000), (1, "first", true, 1_800_000_000_000)],
            versions.Select(v => (v.Rule.Version, v.Rule.Name, v.Rule.Enabled, v.WrittenAt)));
        Assert.All(versions, version => Assert.Equal(rule.Id, version.Rule.Id));
        Assert.Empty(await _book.VersionsAsync("nobody"));
    }

    [Fact]
    public async Task StaleOrUnknownUpdate_IsRefused()
    {
        var rule = await _book.CreateAsync(Rule("PM10"));
        await _book.UpdateAsync(rule.Id, Rule("second"));
        var stale = await _book.UpdateAsync(rule.Id, Rule("third"), 1);

        Assert.Equal((RuleUpdateOutcome.StaleRevision, "second"), (stale.Outcome, stale.Rule!.Name));
        Assert.Equal(new RuleUpdate(null, RuleUpdateOutcome.NotFound), await _book.UpdateAsync("nobody", Rule("x")));
        Assert.Equal(new RuleUpdate(null, RuleUpdateOutcome.NotFound), await _book.DisableAsync("nobody"));
        Assert.Null(await _book.GetAsync("nobody"));
        Assert.Equal(2, await _book.RevisionAsync());
    }

    [Fact]
    public async Task Disable_IsAVersionOnceAndLeavesTheList()
    {
        var kept = await _book.CreateAsync(Rule("kept"));
        var gone = await _book.CreateAsync(Rule("gone"));
        var first = await _book.DisableAsync(gone.Id);
        var second = await _book.DisableAsync(gone.Id);

        Assert.Equal((RuleUpdateOutcome.Done, false, 2), (first.Outcome, first.Rule!.Enabled, first.Rule.Version));
        Assert.Equal((RuleUpdateOutcome.Done, 2, 3), (second.Outcome, second.Rule!.Version, (int)await _book.RevisionAsync()));
        Assert.Equal([kept.Id], (await _book.ListAsync(includeDisabled: false)).Select(r => r.Id));
        Assert.Equal(new[] { gone.Id, kept.Id }.Order(StringComparer.Ordinal), (await _book.ListAsync(includeDisabled: true)).Select(r => r.Id));
        Assert.Equal(3, (await _book.UpdateAsync(gone.Id, Rule("gone"))).Rule!.Version);
        Assert.Equal(2, (await _book.ListAsync(includeDisabled: false)).Count);
    }

    [Fact]
    public async Task Seed_AddsOnlyNamesTheBookNeverHad()
    {
        Assert.Equal(2, await _book.SeedAsync([Rule("one", "one"), Rule("two", "not an id"), Rule("two")]));
        Assert.Equal(0, await _book.SeedAsync([Rule("one"), Rule("two")]));
        await _book.UpdateAsync("one", Rule("renamed"));
        await _book.DisableAsync((await _book.ListAsync(true)).Single(r => r.Name == "two").Id);
        Assert.Equal(1, await _book.SeedAsync([Rule("one", "one"), Rule("two"), Rule("renamed"), Rule("three", "one")]));

        var rules = await _book.ListAsync(includeDisabled: true);
        Assert.Equal(["renamed", "three", "two"], rules.Select(r => r.Name).Order());
        Assert.Equal("renamed", (await _book.GetAsync("one"))!.Name);
        Assert.All(rules, r => Assert.True(Identifiers.IsId(r.Id)));
        Assert.Equal(5, await _book.RevisionAsync());
    }

    [Fact]
    public async Task Seed_WithAnIdOfABuiltInRule_GetsAnother()
    {
        await _book.SeedAsync([Rule("mine", "cityops-store")]);
        Assert.Matches("^[a-z2-9]{10}$", Assert.Single(await _book.ListAsync(includeDisabled: true)).Id);
        Assert.Null(await _book.GetAsync("cityops-store"));
    }

    [Fact]
    public async Task UpdatesAtOnce_AreVersionsInARow()
    {
        var rule = await _book.CreateAsync(Rule("PM10"));
        var updates = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Task.Run(() => new RuleBook(_file.Open(), _clock).UpdateAsync(rule.Id, Rule($"{i}"), i % 2 == 0 ? null : 1))));

        var done = updates.Where(u => u.Outcome == RuleUpdateOutcome.Done).Select(u => u.Rule!.Version).Order().ToList();
        Assert.Equal(Enumerable.Range(2, done.Count), done);
        Assert.InRange(done.Count, 4, 5);
        Assert.Equal(done[^1], (await _book.GetAsync(rule.Id))!.Version);
    }

    [Fact]
    public async Task RuleThatCannotBeRead_IsNamed()
    {
        await using (var db = await _file.Open().CreateDbContextAsync())
        {
            db.Add(new RuleVersionEntity { Id = "bad", Version = 4, Name = "bad", Enabled = true, Body = "{}", WrittenAt = 0 });
            await db.SaveChangesAsync();
        }

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => _book.GetAsync("bad"));
        Assert.Contains("bad version 4", error.Message, StringComparison.Ordinal);
    }
}
