using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City.Shifts;

public abstract partial class ShiftSuite
{
    [Fact]
    public async Task Entry_IsKeptAsItWasWritten_AndInTheAuditTrail()
    {
        await AppendAsync(Raised("a"));
        var (entry, outcome) = await _book.WriteAsync(Ana, new LogDraft("Črpalka 2 ropota.\nPoklican dežurni.", "st-1", "a"));
        Assert.Equal((LogOutcome.Written, new LogEntry(1, Now, "ana", "Črpalka 2 ropota.\nPoklican dežurni.", "st-1", "a", null, null)), (outcome, entry));
        Assert.Equal([entry], (await EntriesAsync()).Select(line => line.Entry));
        var audited = Assert.Single(await _trail.FindAsync(new AuditQuery(Action: "log"), 10));
        Assert.Equal(("ana", "192.0.2.7", "log.write", "log:1"), (audited.Who, audited.Address, audited.Action, audited.Subject));
        Assert.Contains("Poklican", audited.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_TakesThePlaceOfAnEntry_WhichStays()
    {
        var wrong = await WriteAsync("valve 7 closed");
        var (right, outcome) = await _book.WriteAsync(Bor, new LogDraft("valve 8 closed", Corrects: wrong));
        Assert.Equal((LogOutcome.Written, wrong), (outcome, right!.Corrects));
        Assert.Equal([("valve 8 closed", null), ("valve 7 closed", right.Number)], (await EntriesAsync()).Select(line => (line.Entry.Text, line.Entry.CorrectedBy)));

        Assert.Equal(LogOutcome.AlreadyCorrected, (await _book.WriteAsync(Ana, new LogDraft("valve 9", Corrects: wrong))).Outcome);
        Assert.Equal(LogOutcome.Written, (await _book.WriteAsync(Ana, new LogDraft("valve 9", Corrects: right.Number))).Outcome);
        Assert.Equal(["log.correct", "log.correct", "log.write"], (await _trail.FindAsync(new AuditQuery(Action: "log"), 10)).Select(act => act.Action));
    }

    [Fact]
    public async Task TwoCorrectionsAtOnce_AreOne()
    {
        var wrong = await WriteAsync("wrong");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => new LogBook(Open(), _clock).WriteAsync(Ana, new LogDraft($"right {n}", Corrects: wrong)))));
        Assert.Single(outcomes, one => one.Outcome == LogOutcome.Written);
        Assert.Equal(5, outcomes.Count(one => one.Outcome == LogOutcome.AlreadyCorrected));
        Assert.Equal([2, 1], (await EntriesAsync()).Select(line => line.Entry.Number));
    }

    [Fact]
    public async Task WhatIsNotThere_CannotBeMeant()
    {
        Assert.Equal(LogOutcome.NoSuchEntry, (await _book.WriteAsync(Ana, new LogDraft("x", Corrects: 17))).Outcome);
        Assert.Equal(LogOutcome.NoSuchStation, (await _book.WriteAsync(Ana, new LogDraft("x", Station: "st-9"))).Outcome);
        Assert.Equal(LogOutcome.NoSuchAlert, (await _book.WriteAsync(Ana, new LogDraft("x", AlertId: "nope"))).Outcome);
        Assert.Empty(await EntriesAsync());
        Assert.Equal(1, await WriteAsync("the number of a refusal is not used up"));
    }

    [Fact]
    public async Task Mark_MovesWithWhatTheLogBookMayShow()
    {
        var marks = new List<long> { await _book.MarkAsync() };
        foreach (var act in (Func<Task>[])[() => WriteAsync("x"), () => AppendAsync(Raised("a")), () => TakeOverAsync(Bor), () => _maintenance.CreateAsync(Ana, MaintenanceScope.Station, "st-1", Now, Now + 1, "x")])
        {
            await act();
            marks.Add(await _book.MarkAsync());
        }

        Assert.Equal(marks.Order().Distinct(), marks);
        Assert.Equal(marks[^1], await _book.MarkAsync());
    }

    async Task<IEnumerable<EntryLine>> EntriesAsync() => (await _book.FindAsync(new LogQuery { Show = LogShow.Entries })).Lines.Cast<EntryLine>();
}
