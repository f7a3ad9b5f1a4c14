using CityOps.Core.Alerts;
using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City.Shifts;

public abstract partial class ShiftSuite
{
    [Fact]
    public async Task Lines_AreWhatPeopleWroteBetweenWhatHappened_NewestFirst()
    {
        await HappenAsync();
        await ShowsAsync(LogShow.All, "handover entry maintenance.over Cleared rule.create maintenance.create Unshelved Shelved Assigned Commented Acknowledged Raised entry");
        await ShowsAsync(LogShow.Entries, "entry entry");
        await ShowsAsync(LogShow.People, "handover entry rule.create maintenance.create Shelved Assigned Commented Acknowledged entry");
        await ShowsAsync(LogShow.Automatic, "maintenance.over Cleared Unshelved Raised");
        var lines = (await _book.FindAsync(new LogQuery())).Lines;
        Assert.Equal(("Traffic stands", 1, "ana"), lines.OfType<RuleLine>().Select(line => (line.Name, line.Version, line.By!)).Single());
        Assert.Equal(["filter", "filter"], lines.OfType<MaintenanceLine>().Select(line => line.Window.Reason));
        Assert.Equal(("bor", "ana", "minor"), lines.OfType<AlertLine>().Where(line => line.By is not null).Select(line => (line.Transition.Reason, line.By, line.Alert.Id)).Single(line => line.Reason == "bor"));
    }

    [Fact]
    public async Task Period_TakesItsBeginningAndLeavesItsEnd()
    {
        await HappenAsync();
        var all = (await _book.FindAsync(new LogQuery())).Lines;
        var (from, to) = (all[6].At, all[2].At);
        var inside = (await _book.FindAsync(new LogQuery { From = from, To = to })).Lines;
        Assert.Equal(all.Where(line => line.At >= from && line.At < to).Select(line => line.Cursor), inside.Select(line => line.Cursor));
        Assert.InRange(inside.Count, 3, 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task Pages_GiveEachLineOnceInOrder(int limit)
    {
        // Several lines of each source at one moment, and that twice: the order within a moment must hold across pages, too.
        for (var moment = 0; moment < 2; moment++)
        {
            Later();
            await _alerts.AppendAsync([Raised($"x{moment}"), Raised($"y{moment}"), Raised($"z{moment}")], Now);
            foreach (var text in (string[])["one", "two", "three"])
            {
                await _book.WriteAsync(Ana, new LogDraft(text));
                await _maintenance.CreateAsync(Ana, MaintenanceScope.Device, text, Now - 2, SomeAlert.Now + 1, text);
                await _shifts.TakeOverAsync(Bor, null, null);
            }
        }

        var seen = new List<LogCursor>();
        LogCursor? cursor = null;
        do
        {
            var page = await _book.FindAsync(new LogQuery { Limit = limit, Cursor = cursor });
            Assert.InRange(page.Lines.Count, 1, limit);
            seen.AddRange(page.Lines.Select(line => line.Cursor));
            cursor = page.Next;
            Assert.True(cursor is null || LogCursor.TryParse(cursor.ToString(), out var read) && read == cursor);
        }
        while (cursor is not null);
        // Three windows were over before they were written down.
        Assert.Equal((2 * 12) + 6, seen.Count);
        Assert.Equal(seen.Distinct().OrderByDescending(place => place.At).ThenBy(place => place.Source).ThenByDescending(place => place.Number), seen);
    }

    [Fact]
    public async Task AlertThatLostItsSeverity_KeepsItsLine_AndHistoryCallsNobody()
    {
        await AppendAsync(Raised("levels", Severity.Critical), Raised("small", Severity.Minor));
        await AppendAsync(Changed("levels", TransitionKind.Severity, "minor"));
        await _alerts.AppendAsync([SomeAlert.Raised("old", Now - 3_600_000, Severity.Critical)], Now);
        await ShowsAsync(LogShow.All, "Severity Raised");
    }

    /// <summary>A morning.</summary>
    async Task HappenAsync()
    {
        await WriteAsync("shift begins");
        await AppendAsync(Raised("major"), Raised("minor", Severity.Minor));
        Later();
        await _alerts.AcknowledgeAsync("minor", Ana, "seen", null, Now);
        Later();
        await _alerts.CommentAsync("minor", Ana, "quiet", null, Now);
        Later();
        await _alerts.AssignAsync("minor", Ana, "bor", null, Now);
        Later();
        await _alerts.ShelveAsync("minor", Ana, Now + 60_000, "works", null, Now);
        Later();
        await _alerts.EndShelvesAsync(Now);
        Later();
        await _maintenance.CreateAsync(Ana, MaintenanceScope.Station, "st-1", Now, Now + 180_000, "filter");
        Later();
        await _rules.CreateAsync(new AlertRule { Id = "", Version = 0, Name = "Traffic stands", Quantity = "speed", Condition = Condition.Above(50, 45), Severity = Severity.Minor }, Ana);
        await AppendAsync(Changed("major", TransitionKind.Cleared), Changed("minor", TransitionKind.Cleared));
        Later(2);
        await WriteAsync("all quiet");
        await TakeOverAsync(Bor);
    }

    async Task ShowsAsync(LogShow show, string lines) => Assert.Equal(lines, string.Join(' ', (await _book.FindAsync(new LogQuery { Show = show })).Lines.Select(line => line switch
    {
        EntryLine => "entry",
        AlertLine alert => alert.Transition.Kind.ToString(),
        RuleLine rule => rule.Action,
        MaintenanceLine maintenance => maintenance.Action,
        _ => "handover",
    })));
}
