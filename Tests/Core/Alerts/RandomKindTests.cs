using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

/// <summary>What must hold for any history and any kind of rule, over seeded random walks.</summary>
public sealed class RandomKindTests
{
    const int Readings = 3_000;

    static readonly string[] Rules =
    [
        """{"condition":{"kind":"outside","low":42,"high":58,"deadband":2},"raiseAfter":"00:02:00"}""",
        """{"condition":{"kind":"inside","low":48,"high":52,"deadband":1},"clearAfter":"00:03:00"}""",
        """{"condition":{"kind":"above","raise":55},"atLeastOf":{"n":3,"m":6}}""",
        """{"condition":{"kind":"above","raise":54,"clear":50,"of":"mean","over":"00:20:00"}}""",
        """{"condition":{"kind":"below","raise":44,"clear":46,"of":"min","over":"00:10:00"},"raiseAfter":"00:05:00"}""",
        """{"condition":{"kind":"above","raise":56,"of":"p90","over":"00:30:00"}}""",
        """{"condition":{"kind":"above","raise":55,"of":"max","over":"00:15:00","tumbling":true}}""",
        """{"condition":{"kind":"above","raise":1500,"of":"sum","over":"00:30:00"}}""",
        """{"condition":{"kind":"above","raise":40,"of":"rate","over":"00:10:00"}}""",
        """{"condition":{"kind":"stuck","for":"00:05:00","tolerance":4}}""",
        """{"condition":{"kind":"above","raise":52,"of":"mean","over":"01:00:00","tumbling":true,"capture":0.5}}""",
        """{"condition":{"kind":"above"},"levels":[{"severity":"warning","raise":54,"clear":52},{"severity":"major","raise":58,"clear":56}]}""",
        """{"condition":{"kind":"below","raise":45},"when":{"hours":["06:00-22:00"],"holidays":"never"}}""",
    ];

    public static TheoryData<int, int> Walks
    {
        get
        {
            var walks = new TheoryData<int, int>();
            foreach (var rule in Enumerable.Range(0, Rules.Length))
            {
                walks.Add(rule, 1);
                walks.Add(rule, 2);
                walks.Add(rule, 3);
            }

            return walks;
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void AlertsTakeTurns_AndEachIsRaisedAgainByItsEvidence(int rule, int seed)
    {
        var asked = WrittenHistory.Rule(Rules[rule]);
        var open = "";
        var ids = new HashSet<string>();
        var changes = Judge(asked, seed, reloadEvery: 0);
        Assert.Contains(changes, change => change.Kind == TransitionKind.Raised);
        foreach (var change in changes)
        {
            if (change.Kind == TransitionKind.Raised)
            {
                Assert.Equal("", open);
                Assert.True(ids.Add(change.AlertId));
                Assert.Null(EvidenceCheck.Fault(asked, change.Raise!));
            }
            else
            {
                Assert.Equal(open, change.AlertId);
            }

            open = change.Kind is TransitionKind.Cleared or TransitionKind.Closed ? "" : change.AlertId;
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void RestartsAtAnyTime_ChangeNothing(int rule, int seed)
    {
        var asked = WrittenHistory.Rule(Rules[rule]);
        Assert.Equal(WrittenHistory.Json(Judge(asked, seed, reloadEvery: 0)), WrittenHistory.Json(Judge(asked, seed, reloadEvery: 97)));
    }

    [Fact]
    public void EvidenceThatWasTouched_RaisesNothing()
    {
        var asked = WrittenHistory.Rule(Rules[3]);
        var raised = Judge(asked, 1, reloadEvery: 0).First(change => change.Kind == TransitionKind.Raised).Raise!;
        var touched = raised.Evidence with { Buckets = [.. raised.Evidence.Buckets.Select(bucket => bucket with { Value = bucket.Value - 10 })] };
        Assert.Equal("Its window gives another value.", EvidenceCheck.Fault(asked, raised with { Evidence = touched }));
        Assert.NotNull(EvidenceCheck.Fault(asked with { Version = 2 }, raised));
        Assert.NotNull(EvidenceCheck.Fault(asked, raised with { StartedAt = raised.StartedAt - 1 }));
    }

    static List<AlertChange> Judge(AlertRule rule, int seed, int reloadEvery)
    {
        var (evaluator, changes, count) = (new AlertEvaluator(WrittenHistory.AnnounceWithin, WrittenHistory.Zone), new List<AlertChange>(), 0);
        evaluator.SetRules([rule], WrittenHistory.Origin, changes);
        foreach (var reading in RandomWalk.Of("d1", Readings, seed))
        {
            evaluator = reloadEvery > 0 && ++count % reloadEvery == 0 ? WrittenHistory.Reload(evaluator) : evaluator;
            evaluator.Evaluate(in reading, new Series(reading.Series, "air", "ug/m3"), Registry.Empty, reading.ReceivedAt, changes);
        }

        return changes;
    }
}
