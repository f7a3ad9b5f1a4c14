using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using CityOps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Ingestion.Alerts;

public sealed class EvaluatorHostTests : IDisposable
{
    static readonly long Now = TimeProvider.System.UnixMs();

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RestartWithoutSnapshot_OpenAlertOfALaterRuleStaysAndClears()
    {
        string id;
        await using (var first = await EvaluatorSite.StartAsync(_folder))
        {
            await first.ReadAsync(Now - 60_000, 20);
            await first.AddRuleAsync("PM10", 50);
            await first.ReadAsync(Now - 50_000, 61);
            id = (await first.Log.OpenAsync()).Single().Id;
        }

        await using var second = await StartWithoutSnapshotAsync();
        await second.CaughtUpAsync();
        Assert.Equal((id, AlertCondition.Active), (await second.Log.OpenAsync()).Select(a => (a.Id, a.Condition)).Single());

        await second.ReadAsync(Now - 40_000, 30);
        Assert.Equal(["Raised", "Cleared"], await HistoryAsync(second, id));
    }

    [Fact]
    public async Task RestartWithoutSnapshot_SaysSo()
    {
        await using (var first = await EvaluatorSite.StartAsync(_folder))
        {
            await first.ReadAsync(Now, 20);
        }

        await using var second = await StartWithoutSnapshotAsync();
        Assert.Contains("no snapshot", second.StartNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestartWithSnapshot_GoesOnWithoutANote()
    {
        string id;
        await using (var first = await EvaluatorSite.StartAsync(_folder))
        {
            await first.AddRuleAsync("PM10", 50);
            await first.ReadAsync(Now - 50_000, 61);
            id = (await first.Log.OpenAsync()).Single().Id;
        }

        await using var second = await EvaluatorSite.StartAsync(_folder);
        Assert.Null(second.StartNote);
        await second.ReadAsync(Now - 40_000, 70);
        await second.ReadAsync(Now - 30_000, 30);
        Assert.Equal(["Raised", "Cleared"], await HistoryAsync(second, id));
    }

    [Fact]
    public async Task SnapshotThatCannotBeWritten_EndsNothing_AndTheNextStartJudgesAgain()
    {
        string obstacle;
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using (var first = await EvaluatorSite.StartAsync(_folder, clock))
        {
            obstacle = first.SnapshotFile + ".next";
            Directory.CreateDirectory(obstacle);
            await first.AddRuleAsync("PM10", 50);
            await first.ReadAsync(Now - 60_000, 20);
            await Eventually.SatisfiesAsync(
                () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(11));
                    return Task.FromResult(first.Said.Lines.Count(line => line.Message.Contains("cannot be kept", StringComparison.Ordinal)));
                },
                warnings => warnings >= 2, "a snapshot is tried again");
            await first.ReadAsync(Now - 50_000, 61);
            Assert.Single(await first.Log.OpenAsync());
        }

        Directory.Delete(obstacle);
        await using var second = await EvaluatorSite.StartAsync(_folder);
        await second.CaughtUpAsync();
        Assert.Single(await second.Log.OpenAsync());
    }

    [Fact]
    public async Task SnapshotOfAnEarlierMoment_TheSameReadingsRaiseNothingTwice()
    {
        byte[] early;
        await using (var first = await EvaluatorSite.StartAsync(_folder))
        {
            await first.AddRuleAsync("PM10", 50);
            await first.ReadAsync(Now - 60_000, 20);
        }

        await using (var again = await EvaluatorSite.StartAsync(_folder))
        {
            early = await File.ReadAllBytesAsync(again.SnapshotFile);
            await again.ReadAsync(Now - 50_000, 61);
            await again.ReadAsync(Now - 40_000, 30);
            await again.ReadAsync(Now - 30_000, 62);
        }

        var change = await WithSnapshotAsync(early, async site => (await site.Log.LastChangeAsync(), (await site.Log.OpenAsync()).Count));
        Assert.Equal((3, 1), change);
    }

    [Fact]
    public async Task RuleMadeBetweenReadings_JudgesOnlyWhatCameAfter_AlsoAtAReplay()
    {
        await using (var first = await EvaluatorSite.StartAsync(_folder))
        {
            await first.ReadAsync(Now - 60_000, 61);
            await first.AddRuleAsync("PM10", 50);
            await first.ReadAsync(Now - 50_000, 62);
        }

        await using var second = await StartWithoutSnapshotAsync();
        await second.CaughtUpAsync();
        var alert = (await second.Log.QueryAsync(new AlertQuery(), Now)).Items.Single();
        Assert.Equal(Now - 50_000, alert.RaisedAt);
    }

    [Fact]
    public async Task DisabledRule_ClosesItsAlertWithoutAnyReading()
    {
        await using var site = await EvaluatorSite.StartAsync(_folder);
        var rule = await site.AddRuleAsync("PM10", 50);
        await site.ReadAsync(Now, 61);
        var id = (await site.Log.OpenAsync()).Single().Id;

        await site.Rules.DisableAsync(rule.Id);
        await Eventually.SatisfiesAsync(async () => (await site.Log.OpenAsync()).Count, count => count == 0, "the alert closes");
        var details = (await site.Log.GetAsync(id))!;
        Assert.Equal((TransitionKind.Closed, CloseReasons.RuleDisabled), (details.Transitions[^1].Kind, details.Transitions[^1].Reason));
    }

    async Task<EvaluatorSite> StartWithoutSnapshotAsync()
    {
        File.Delete(Directory.EnumerateFiles(_folder.Path, "evaluator.snap", SearchOption.AllDirectories).Single());
        return await EvaluatorSite.StartAsync(_folder);
    }

    async Task<T> WithSnapshotAsync<T>(byte[] snapshot, Func<EvaluatorSite, Task<T>> look)
    {
        await File.WriteAllBytesAsync(Directory.EnumerateFiles(_folder.Path, "evaluator.snap", SearchOption.AllDirectories).Single(), snapshot);
        await using var site = await EvaluatorSite.StartAsync(_folder);
        await site.CaughtUpAsync();
        return await look(site);
    }

    static async Task<IEnumerable<string>> HistoryAsync(EvaluatorSite site, string alert) =>
        (await site.Log.GetAsync(alert))!.Transitions.Select(transition => transition.Kind.ToString());
}
