using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using static CityOps.Tests.Storage.City.SomeAlert;

namespace CityOps.Tests.Storage.City;

public abstract partial class AlertLogSuite
{
    [Fact]
    public async Task EachFilter_LeavesWhatItSays()
    {
        await AppendAsync(
            Raised("1", Now + 1, Severity.Critical), Raised("2", Now + 2, device: "aq-2"), Raised("3", Now + 3), Raised("4", Now + 4),
            Raised("5", Now + 5), Cleared("3"), Change("4", TransitionKind.Unknown, Now + 9));
        await _log.AcknowledgeAsync("2", "ana", null, null, Now);
        await _log.AcknowledgeAsync("3", "ana", null, null, Now);
        await _log.ShelveAsync("5", "ana", Now + 100, "works", null, Now);

        await FindsAsync("5 4 3 2 1", new AlertQuery());
        await FindsAsync("4 2 1", new AlertQuery { State = AlertState.Active });
        await FindsAsync("3", new AlertQuery { State = AlertState.Cleared });
        await FindsAsync("3 2", new AlertQuery { Acknowledged = true });
        await FindsAsync("5 4 1", new AlertQuery { Acknowledged = false });
        await FindsAsync("2", new AlertQuery { State = AlertState.Active, Acknowledged = true });
        await FindsAsync("1", new AlertQuery { Severity = Severity.Critical });
        await FindsAsync("2", new AlertQuery { Device = "aq-2" });
        await FindsAsync("4 3 2", new AlertQuery { From = Now + 2, To = Now + 5 });
        await FindsAsync("", new AlertQuery { Device = "aq" });
        await FindsAsync("2", new AlertQuery { Series = new SeriesId("aq-2", "pm10") });
        await FindsAsync("", new AlertQuery { Series = new SeriesId("aq-2", "no2") });
        await FindsAsync("5 4 3 2 1", new AlertQuery { StoodSince = Now + 60_000 });
        await FindsAsync("5 4 2 1", new AlertQuery { StoodSince = Now + 60_001 });
        await FindsAsync("2 1", new AlertQuery { StoodSince = Now + 60_001, To = Now + 3 });
        await FindsAsync("5", new AlertQuery { State = AlertState.Shelved });
        await FindsAsync("5 4 3 2 1", new AlertQuery { Domain = "air", District = "Šiška" });
        await FindsAsync("", new AlertQuery { Domain = "water" });
        await FindsAsync("5 4 3 2 1", new AlertQuery { Station = "st-1" });
        await FindsAsync("", new AlertQuery { Station = "st-2" });
        await FindsAsync("", new AlertQuery { District = "Center" });
        await FindsAsync("2", new AlertQuery { Search = new AlertSearch("q-2", []) });
        await FindsAsync("5 4 3 2 1", new AlertQuery { Search = new AlertSearch("PM10", []) });
        await FindsAsync("5 4 3 2 1", new AlertQuery { Search = new AlertSearch("nothing", ["st-0", "st-1"]) });
        await FindsAsync("", new AlertQuery { Search = new AlertSearch("P%0", ["st-0"]) });
        await FindsAsync("", new AlertQuery { Search = new AlertSearch("PM_0", []) });
    }

    async Task FindsAsync(string ids, AlertQuery query)
    {
        var page = await _log.QueryAsync(query, Now);
        Assert.Equal(ids, string.Join(' ', page.Items.Select(a => a.Id)));
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(12)]
    public async Task Pages_GiveEachAlertOnceInOrder(int limit)
    {
        // Four alerts of each of three moments: the order within a moment must hold across pages too.
        await AppendAsync([.. Enumerable.Range(0, 12).Select(i => Raised($"{(char)('m' - i)}", Now + (i % 3)))]);
        var ids = new List<string>();
        AlertCursor? cursor = null;
        var pages = 0;
        do
        {
            var page = await _log.QueryAsync(new AlertQuery { Limit = limit, Cursor = cursor }, Now);
            Assert.InRange(page.Items.Count, 1, limit);
            ids.AddRange(page.Items.Select(a => a.Id));
            cursor = page.Next is null ? null : AlertCursor.TryParse(page.Next.ToString(), out var next) ? next : throw new InvalidDataException();
            pages++;
        }
        while (cursor is not null);

        Assert.Equal("behkcfildgjm", string.Concat(ids));
        Assert.Equal((12 + limit - 1) / limit, pages);
    }

    [Fact]
    public async Task AlertsRaisedBetweenTwoPages_NeitherRepeatNorHideOthers()
    {
        await AppendAsync(Raised("1", Now + 1), Raised("2", Now + 2), Raised("3", Now + 3));
        var first = await _log.QueryAsync(new AlertQuery { Limit = 2 }, Now);
        await AppendAsync(Raised("4", Now + 4), Cleared("3"));
        var second = await _log.QueryAsync(new AlertQuery { Limit = 2, Cursor = first.Next }, Now);

        Assert.Equal(["3", "2"], first.Items.Select(a => a.Id));
        Assert.Equal(["1"], second.Items.Select(a => a.Id));
    }

    [Fact]
    public async Task ChangesSince_GivesEachAlertOnceWithItsNewestChange()
    {
        await AppendAsync(Raised("a"), Raised("b"), Raised("c"), Cleared("a"));

        Assert.Equal([("b", 2), ("c", 3), ("a", 4)], (await _log.ChangesSinceAsync(0, 10)).Select(a => (a.Id, (int)a.Change)));
        Assert.Equal([("c", 3)], (await _log.ChangesSinceAsync(2, 1)).Select(a => (a.Id, (int)a.Change)));
        Assert.Empty(await _log.ChangesSinceAsync(4, 10));
    }

    [Fact]
    public async Task OpenAndCounts_LeaveClearedOut()
    {
        await AppendAsync(
            Raised("1", Now + 1, Severity.Critical), Raised("2", Now + 2), Raised("3", Now + 3), Raised("4", Now + 4),
            Cleared("3"), Change("4", TransitionKind.Unknown, Now + 9));

        Assert.Equal(["4", "2", "1"], (await _log.OpenAsync()).Select(a => a.Id));
        Assert.Equal(
            new Dictionary<Severity, int> { [Severity.Critical] = 1, [Severity.Major] = 2, [Severity.Minor] = 0, [Severity.Warning] = 0 },
            await _log.OpenCountsAsync());
    }

    [Fact]
    public async Task EmptyLog_AnswersEverything()
    {
        Assert.Equal(0, await _log.LastChangeAsync());
        Assert.Empty(await _log.OpenAsync());
        Assert.Empty(await _log.ChangesSinceAsync(0, 10));
        Assert.Empty((await _log.QueryAsync(new AlertQuery(), Now)).Items);
        Assert.All((await _log.OpenCountsAsync()).Values, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task BatchOfThousands_IsOneTransaction()
    {
        var changes = Enumerable.Range(0, 2_500).Select(i => Raised($"{i:D5}", Now + i, evidence: false)).ToArray();
        var commits = 0;
        _log.Changed += _ => commits++;
        await AppendAsync(changes);

        Assert.Equal((1, 0), (commits, (await AppendAsync(changes)).New.Count));
        Assert.Equal(2_500, (await _log.OpenAsync()).Count);
    }
}
