using CityOps.Core.Alerts;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using static CityOps.Tests.Storage.City.SomeAlert;

namespace CityOps.Tests.Storage.City;

public abstract partial class AlertLogSuite
{
    const int Batches = 30;

    [Fact]
    public async Task TwoAppendersOfTheSameBatches_WriteEachChangeOnceWithoutGaps()
    {
        var results = await Task.WhenAll(Task.Run(() => AppendAllAsync(NewLog(), "")), Task.Run(() => AppendAllAsync(NewLog(), "")));

        Assert.Equal(Batches * 3, results.Sum());
        Assert.Equal(Batches * 3, await _log.LastChangeAsync());
        Assert.Equal(Enumerable.Range(1, Batches * 3).Select(n => (long)n), await NumbersAsync());
    }

    [Fact]
    public async Task ReaderBesideTwoAppenders_NeverMissesAChangeBelowOneItSaw()
    {
        var writers = Task.WhenAll(Task.Run(() => AppendAllAsync(NewLog(), "x")), Task.Run(() => AppendAllAsync(NewLog(), "y")));
        var reader = NewLog();
        var seen = new Dictionary<string, Alert>();
        long last = 0;
        do
        {
            var done = writers.IsCompleted;
            var changes = await reader.ChangesSinceAsync(last, 7);
            Assert.Equal(changes.Select(c => c.Change).Order().Distinct(), changes.Select(c => c.Change));
            foreach (var alert in changes)
            {
                seen[alert.Id] = alert;
                last = alert.Change;
            }

            if (done && changes.Count == 0)
            {
                break;
            }
        }
        while (true);

        Assert.Equal(Batches * 6, (await writers).Sum());
        Assert.Equal(Batches * 6, last);
        Assert.Equal(Batches * 4, seen.Count);
        Assert.Equal(
            (await _log.QueryAsync(new AlertQuery(), Now)).Items.OrderBy(a => a.Id, StringComparer.Ordinal),
            seen.Values.OrderBy(a => a.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task TwoAcknowledgersAtOnce_OneIsFirstAndStays()
    {
        await AppendAsync(Raised("a"));
        var results = await Task.WhenAll(new[] { "ana", "bor", "cene", "dana" }.Select(
            by => Task.Run(() => NewLog().AcknowledgeAsync("a", by, "mine", null, Now + 1))));

        var winner = Assert.Single(results, r => r.Outcome == AlertActionOutcome.Done).Alert!;
        Assert.All(results, r => Assert.Equal(winner.Acknowledged, r.Alert!.Acknowledged));
        Assert.Equal(winner, await GetAsync("a"));
        Assert.Single((await _log.GetAsync("a"))!.Transitions, t => t.Kind == TransitionKind.Acknowledged);
    }

    [Fact]
    public async Task PeopleAndEvaluatorAtOnce_NobodysWorkIsLost()
    {
        await AppendAsync(Raised("a"));
        var comments = Enumerable.Range(0, 10).Select(i => Task.Run(() => NewLog().CommentAsync("a", "ana", $"{i}", null, Now)));
        var peaks = Enumerable.Range(0, 10).Select(i => Task.Run(() => NewLog().UpdatePeaksAsync([("a", 100 + i)])));
        await Task.WhenAll(comments.Cast<Task>().Concat(peaks).Append(_log.AssignAsync("a", "ana", "bor", null, Now)));

        var details = (await _log.GetAsync("a"))!;
        Assert.Equal(10, details.Transitions.Where(t => t.Kind == TransitionKind.Commented).Select(t => t.Reason).Distinct().Count());
        Assert.Equal((109, "bor", 12), (details.Alert.Peak, details.Alert.Assignee, details.Alert.Revision));
        Assert.Equal(await _log.LastChangeAsync(), details.Alert.Change);
    }

    static async Task<int> AppendAllAsync(AlertLog log, string prefix)
    {
        var written = 0;
        for (var i = 0; i < Batches; i++)
        {
            AlertChange[] batch = [Raised($"{prefix}{i}", Now + i), Raised($"{prefix}{i}b", Now + i), Cleared($"{prefix}{i}")];
            written += (await log.AppendAsync(batch, Now)).New.Count;
        }

        return written;
    }

    async Task<List<long>> NumbersAsync()
    {
        await using var db = await Open().CreateDbContextAsync();
        return await db.AlertTransitions.OrderBy(t => t.Number).Select(t => t.Change).ToListAsync();
    }
}
