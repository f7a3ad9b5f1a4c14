using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using static CityOps.Tests.Core.Alerts.WrittenHistory;

namespace CityOps.Tests.Core.Alerts;

/// <summary>A device whose values tremble around their limit, in batches of the journal.</summary>
public sealed class RaiseLimitTests
{
    const int Step = 10;
    const int PerBatch = RaiseLimit.Trembling;

    readonly AlertEvaluator _evaluator = new(AnnounceWithin, WrittenHistory.Zone);
    readonly List<AlertChange> _changes = [];
    long _at = Origin;

    public RaiseLimitTests() => _evaluator.SetRules([Rule("above 50")], Origin, []);

    [Fact]
    public void TremblingValue_RaisesSoOftenInABatch_AndAgainInTheNext()
    {
        Tremble("d1", 1_000);
        Assert.Equal((1_000, 1_000), (Count(TransitionKind.Raised), Count(TransitionKind.Cleared)));
        Assert.Null(_evaluator.HeldBack);
        foreach (var batch in (int[])[1, 2])
        {
            _changes.Clear();
            _evaluator.BeginBatch();
            _at += 100_000 * batch;
            Assert.Null(_evaluator.HeldBack);
            Tremble("d1", 1_000);
            Assert.Equal((PerBatch, PerBatch), (Count(TransitionKind.Raised), Count(TransitionKind.Cleared)));
            Assert.Equal("d1", _evaluator.HeldBack);
        }
    }

    [Fact]
    public void OthersInTheSameBatch_AreNotHeldBack()
    {
        _evaluator.BeginBatch();
        Tremble("d1", 1_000);
        Evaluate("d2", 60);
        Assert.Single(_changes, change => change.Raise?.Series.Device == "d2");
    }

    [Fact]
    public void TremblingPlace_IsHeldBackToo()
    {
        var group = Rule("""{"condition":{"kind":"any","scope":"station","conditions":[{"kind":"above","raise":50}]}}""");
        _evaluator.SetRules([group], Origin, []);
        _evaluator.BeginBatch();
        Tremble("d1", 1_000);
        Assert.Equal((PerBatch, PerBatch), (Count(TransitionKind.Raised), Count(TransitionKind.Cleared)));
        Assert.Equal("station:s1", _evaluator.HeldBack);
    }

    [Fact]
    public void RunThatHolds_RaisesWithTheNextBatch_AndHasBegunWhereItBegan()
    {
        _evaluator.BeginBatch();
        Tremble("d1", PerBatch);
        _changes.Clear();
        var began = _at;
        Evaluate("d1", 60);
        Evaluate("d1", 70);
        Assert.Empty(_changes);

        _evaluator.BeginBatch();
        Evaluate("d1", 61);
        var raise = Assert.Single(_changes).Raise!;
        Assert.Equal((began, began + (2 * Step), 61.0, 70.0, 3), (raise.StartedAt, raise.RaisedAt, raise.Value, raise.Peak, raise.Evidence.Readings.Count));
    }

    [Fact]
    public void BatchJudgedAgainFromASnapshot_SaysTheSame()
    {
        _evaluator.BeginBatch();
        Tremble("d1", 80);
        Evaluate("d1", 60);
        var again = Reload(_evaluator);
        var at = _at;
        _changes.Clear();
        _evaluator.BeginBatch();
        Tremble("d1", 80);
        var first = _changes.ConvertAll(change => (change.AlertId, change.Kind, change.EventTime));
        _changes.Clear();
        again.BeginBatch();
        for (_at = at; _at < at + (160 * Step); _at += Step)
        {
            Evaluate(again, "d1", (_at - at) % (2 * Step) == 0 ? 60 : 40);
        }

        Assert.Equal(first, _changes.ConvertAll(change => (change.AlertId, change.Kind, change.EventTime)));
    }

    [Fact]
    public void DaysThatComeInOnePiece_RaiseAsIfTheyHadComeInTime()
    {
        _evaluator.BeginBatch();
        for (var hour = 0; hour < 400; hour++)
        {
            Evaluate("d1", hour % 2 == 0 ? 60 : 40);
            _at += 3_600_000;
        }

        Assert.Equal(200, Count(TransitionKind.Raised));
        Assert.Null(_evaluator.HeldBack);
    }

    int Count(TransitionKind kind) => _changes.Count(change => change.Kind == kind);

    void Tremble(string device, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Evaluate(device, 60);
            Evaluate(device, 40);
        }
    }

    void Evaluate(string device, double value)
    {
        Evaluate(_evaluator, device, value);
        _at += Step;
    }

    void Evaluate(AlertEvaluator evaluator, string device, double value) => evaluator.Evaluate(
        new Reading(new SeriesId(device, "pm10"), _at, _at, value, Quality.Good, QualityReasons.None, false),
        new Series(new SeriesId(device, "pm10"), "air", "ug/m3"), City(1, "s1", null), _at, _changes);
}
