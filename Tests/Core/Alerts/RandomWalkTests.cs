using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using static CityOps.Tests.Core.Alerts.WrittenHistory;

namespace CityOps.Tests.Core.Alerts;

/// <summary>What must hold for any history at all, over seeded random walks.</summary>
public sealed class RandomWalkTests
{
    const int Readings = 2_000;

    public static TheoryData<string, int> Walks
    {
        get
        {
            var walks = new TheoryData<string, int>();
            foreach (var rule in new[] { "above 55/50", "above 55 on 180", "below 45/48 on 120 off 300", "above 60/58 off 600", "below 40" })
            {
                for (var seed = 0; seed < 8; seed++)
                {
                    walks.Add(rule, seed);
                }
            }

            return walks;
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void EachRaise_HasItsCauseInTheReadings(string rule, int seed)
    {
        var (delay, condition) = (Rule(rule).RaiseAfter.TotalMilliseconds, Rule(rule).Condition);
        var evaluated = Evaluated(seed);
        var raises = Judge(rule, seed).Where(c => c.Kind == TransitionKind.Raised).ToArray();

        Assert.NotEmpty(raises);
        foreach (var raise in raises.Select(c => c.Raise!))
        {
            var run = evaluated.Where(r => r.ObservedAt >= raise.StartedAt && r.ObservedAt <= raise.RaisedAt).ToArray();
            Assert.Equal(run.Select(r => new EvidenceReading(r.ObservedAt, r.Value, r.Quality)), raise.Evidence.Readings);
            Assert.All(run, r => Assert.True(condition.Limit.Meets(r.Value)));
            Assert.True(raise.RaisedAt - raise.StartedAt >= delay);
            Assert.All(run.SkipLast(1), r => Assert.True(r.ObservedAt - raise.StartedAt < delay || delay == 0));
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void RaisesAndClears_TakeTurns(string rule, int seed)
    {
        var kinds = Judge(rule, seed).Select(c => c.Kind).Where(k => k != TransitionKind.Announced).ToArray();
        for (var i = 0; i < kinds.Length; i++)
        {
            Assert.Equal(i % 2 == 0 ? TransitionKind.Raised : TransitionKind.Cleared, kinds[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void InsideTheBand_NothingHappens(string rule, int seed)
    {
        var condition = Rule(rule).Condition;
        var values = Evaluated(seed).ToDictionary(r => r.ObservedAt, r => r.Value);
        Assert.All(Judge(rule, seed), c =>
        {
            var value = values[c.EventTime];
            Assert.True(c.Kind == TransitionKind.Raised ? condition.Limit.Meets(value) : condition.Limit.BeyondClear(value));
        });
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void Ids_AreNeverUsedTwiceAndComeAgainAtAReplay(string rule, int seed)
    {
        var ids = Judge(rule, seed).Where(c => c.Kind == TransitionKind.Raised).Select(c => c.AlertId).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids, Judge(rule, seed).Where(c => c.Kind == TransitionKind.Raised).Select(c => c.AlertId));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void ACrashAndReplayFromAnySnapshot_TellsNothingNew(string rule, int seed)
    {
        var told = Judge(rule, seed).Select(Key).ToHashSet();
        var walk = RandomWalk.Of("d0", Readings, seed).ToArray();
        var random = new Random(seed);
        for (var i = 0; i < 5; i++)
        {
            var evaluator = New(rule);
            var crash = random.Next(walk.Length);
            Feed(evaluator, walk.AsSpan(0, crash), []);
            var replayed = new List<AlertChange>();
            Feed(Reload(evaluator), walk.AsSpan(crash), replayed);
            Assert.Subset(told, replayed.Select(Key).ToHashSet());
        }

        static (string, TransitionKind, long) Key(AlertChange c) => (c.AlertId, c.Kind, c.EventTime);
    }

    static Reading[] Evaluated(int seed) =>
        [.. RandomWalk.Of("d0", Readings, seed).Where(r => r is { Late: false, Quality: not Quality.Fail })];

    static List<AlertChange> Judge(string rule, int seed)
    {
        var into = new List<AlertChange>();
        Feed(New(rule), RandomWalk.Of("d0", Readings, seed).ToArray(), into);
        return into;
    }

    static AlertEvaluator New(string rule)
    {
        var evaluator = new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([Rule(rule)], Origin, []);
        return evaluator;
    }

    static void Feed(AlertEvaluator evaluator, ReadOnlySpan<Reading> readings, List<AlertChange> into)
    {
        foreach (ref readonly var reading in readings)
        {
            evaluator.Evaluate(in reading, new CityOps.Core.City.Series(reading.Series, "air", "ug/m3"), CityOps.Core.City.Registry.Empty, reading.ReceivedAt, into);
        }
    }
}
