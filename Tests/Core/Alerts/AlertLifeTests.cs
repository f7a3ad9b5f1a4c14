namespace CityOps.Tests.Core.Alerts;

/// <summary>Lives of alerts as written histories: rule, readings, what becomes of them.</summary>
public sealed class AlertLifeTests
{
    /// <summary>Five gaps of 60 s below every limit used here: enough to know the rhythm.</summary>
    const string Minutes = "0 40, 60 40, 120 40, 180 40, 240 40, 300 40, ";

    public static TheoryData<string, string, string> Raising => new()
    {
        { "above 50", "0 40", "" },
        { "above 50", "0 50", "" },
        { "above 50", "0 50.001", "raised@0 start@0" },
        { "above 50", "0 40, 60 61", "raised@60 start@60" },
        { "above 50", "0 61, 60 62, 120 63", "raised@0 start@0" },
        { "above 50 on 60", "0 40, 60 61, 120 62", "raised@120 start@60" },
        { "above 50 on 60", "0 40, 60 61, 119 62", "" },
        { "above 50 on 60", "60 61, 119 62, 121 63", "raised@121 start@60" },
        { "above 50 on 60", "60 61", "" },
        { "above 50 on 60", "60 61, 90 50, 120 62", "" },
        { "above 50 on 60", "60 61, 90 50, 120 62, 180 62", "raised@180 start@120" },
        { "above 50/45 on 60", "60 61, 90 48, 120 62", "" },
        { "above 50 on 60", "60 61, 90 51, 120 40, 150 61, 210 61", "raised@210 start@150" },
        { "above 50 on 3600", "0 61, 1800 61, 3599 61, 3600 61", "raised@3600 start@0" },
        { "above -5", "0 -6, 60 -5, 120 -4.9", "raised@120 start@120" },
    };

    public static TheoryData<string, string, string> Clearing => new()
    {
        { "above 50", "0 61, 60 50", "raised@0 start@0, cleared@60" },
        { "above 50/45", "0 61, 60 48, 120 46, 180 45", "raised@0 start@0, cleared@180" },
        { "above 50/45", "0 61, 60 48, 120 51, 180 49, 240 60", "raised@0 start@0" },
        { "above 50/45", "0 61, 60 45, 120 48, 180 50", "raised@0 start@0, cleared@60" },
        { "above 50/45", "0 61, 60 45, 120 50.1", "raised@0 start@0, cleared@60, raised@120 start@120" },
        { "above 50/45 off 120", "0 61, 60 44, 120 44, 179 44", "raised@0 start@0" },
        { "above 50/45 off 120", "0 61, 60 44, 120 44, 180 44", "raised@0 start@0, cleared@180" },
        { "above 50/45 off 120", "0 61, 60 44, 120 46, 180 44, 240 44, 300 44", "raised@0 start@0, cleared@300" },
        { "above 50/45 off 120", "0 61, 60 44, 120 61, 180 44, 299 44", "raised@0 start@0" },
        { "above 50/45 on 60 off 60", "0 61, 60 61, 120 40, 180 40, 240 61, 300 61", "raised@60 start@0, cleared@180, raised@300 start@240" },
        { "above 50 on 60", "0 61, 60 61, 120 40", "raised@60 start@0, cleared@120" },
    };

    public static TheoryData<string, string, string> Below => new()
    {
        { "below 2.5", "0 2.5", "" },
        { "below 2.5", "0 2.4", "raised@0 start@0" },
        { "below 2.5/2.7", "0 2.4, 60 2.6, 120 2.69, 180 2.7", "raised@0 start@0, cleared@180" },
        { "below 2.5/2.7 on 120 off 60", "0 3, 60 2, 120 2, 180 2, 240 3, 300 3", "raised@180 start@60, cleared@300" },
        { "below 2.5/2.7 on 120", "0 2, 60 2.6, 120 2", "" },
        { "below 2.5/2.7 off 120", "0 2, 60 3, 120 2.6, 180 3, 240 3", "raised@0 start@0" },
        { "below 0", "0 0, 60 -0.1", "raised@60 start@60" },
    };

    public static TheoryData<string, string, string> Holes => new()
    {
        // Fewer than five gaps: no hole is judged, however long.
        { "above 50 on 60", "0 61, 10000 61", "raised@10000 start@0" },
        { "above 50 on 60", "0 40, 60 40, 120 40, 180 40, 240 61, 10000 61", "raised@10000 start@240" },
        // Five gaps of a minute: longer than 3 minutes is a hole, exactly 3 is not.
        { "above 50 on 60", Minutes + "360 61, 540 61", "raised@540 start@360" },
        { "above 50 on 60", Minutes + "360 61, 541 61", "" },
        { "above 50 on 60", Minutes + "360 61, 541 61, 601 61", "raised@601 start@541" },
        { "above 50", Minutes + "5000 61", "raised@5000 start@5000" },
        { "above 50 off 60", Minutes + "360 61, 420 40, 600 40", "raised@360 start@360, cleared@600" },
        { "above 50 off 60", Minutes + "360 61, 420 40, 601 40", "raised@360 start@360" },
        { "above 50 off 60", Minutes + "360 61, 420 40, 601 40, 661 40", "raised@360 start@360, cleared@661" },
        { "above 50", Minutes + "360 61, 5000 61, 5060 40", "raised@360 start@360, cleared@5060" },
        // A fast series: never shorter than two minutes.
        { "above 50 on 60", "0 40, 1 40, 2 40, 3 40, 4 40, 5 40, 6 61, 126 61", "raised@126 start@6" },
        { "above 50 on 60", "0 40, 1 40, 2 40, 3 40, 4 40, 5 40, 6 61, 127 61", "" },
        // A configured interval is believed at once, and against what is learnt.
        { "above 50 on 60 every 60", "0 61, 181 61", "" },
        { "above 50 on 60 every 60", "0 61, 180 61", "raised@180 start@0" },
        { "above 50 on 60 every 600", Minutes + "360 61, 2160 61", "raised@2160 start@360" },
        { "above 50 on 60 every 600", Minutes + "360 61, 2161 61", "" },
        // The median forgets: after ten more gaps of ten minutes the rhythm is ten minutes.
        { "above 50 on 60", "0 40, 60 40, 120 40, 180 40, 240 40, 840 40, 1440 40, 2040 40, 2640 40, 3240 40, 3840 61, 5640 61", "raised@5640 start@3840" },
    };

    public static TheoryData<string, string, string> DoubtfulReadings => new()
    {
        { "above 50", "0 999 fail", "" },
        { "above 50", "0 61 suspect", "raised@0 start@0" },
        { "above 50", "0 61, 60 0 fail", "raised@0 start@0" },
        { "above 50 on 60", "0 61, 30 0 fail, 60 61", "raised@60 start@0" },
        { "above 50 on 60", "0 61, 60 61 fail", "" },
        { "above 50 on 60", Minutes + "360 61, 420 999 fail, 480 999 fail, 540 999 fail, 600 61", "" },
        { "above 50 off 60", "0 61, 60 40, 120 40 fail", "raised@0 start@0" },
        { "above 50", "0 40, 60 61 late", "" },
        { "above 50 on 60", "0 61, 30 0 late, 60 61", "raised@60 start@0" },
        { "above 50", "60 40, 30 61", "" },
        { "above 50", "60 40, 60 61", "" },
        { "above 50", "0 61, 60 61, 60 40", "raised@0 start@0" },
        { "above 50 on 60", "0 61, 60 40 fail, 59 61, 61 61", "raised@61 start@0" },
    };

    public static TheoryData<string, string, string> Silence => new()
    {
        // Every 60 s: silent after 100 s without anything.
        { "above 50 every 60", "0 61, silent 100", "raised@0 start@0" },
        { "above 50 every 60", "0 61, silent 101", "raised@0 start@0, unknown@0" },
        { "above 50 every 60", "0 61, silent 101, silent 500", "raised@0 start@0, unknown@0" },
        { "above 50 every 60", "0 61, silent 101, 160 61, 220 62", "raised@0 start@0, unknown@0, active@160" },
        { "above 50 every 60", "0 61, silent 101, 160 40", "raised@0 start@0, unknown@0, active@160, cleared@160" },
        { "above 50 every 60", "0 61, silent 101, 160 40 fail, 220 61", "raised@0 start@0, unknown@0, active@220" },
        { "above 50 every 60", "0 61, silent 101, 160 61, silent 261", "raised@0 start@0, unknown@0, active@160, unknown@160" },
        { "above 50 every 60", "0 61, silent 500 alive=450", "raised@0 start@0" },
        { "above 50 every 60", "0 61, silent 551 alive=450", "raised@0 start@0, unknown@0" },
        { "above 50 every 60", "0 40, silent 5000", "" },
        { "above 50 on 600 every 60", "0 61, silent 5000", "" },
        // Arrival counts, not the time in the payload; failed and late readings arrive as well.
        { "above 50 every 60", "0 61 rx=90, silent 180", "raised@0 start@0" },
        { "above 50 every 60", "0 61 rx=90, silent 191", "raised@0 start@0, unknown@90" },
        { "above 50 every 60", "0 61, 60 999 fail, silent 160", "raised@0 start@0" },
        { "above 50 every 60", "60 61, 30 61 late rx=120, silent 220", "raised@60 start@60" },
        // Learnt: not with four gaps, with five the 90th percentile (here 60 s).
        { "above 50", "0 40, 60 40, 120 40, 180 40, 240 61, silent 9000", "raised@240 start@240" },
        { "above 50", "0 40, 60 40, 120 40, 180 40, 240 40, 300 61, silent 400", "raised@300 start@300" },
        { "above 50", "0 40, 60 40, 120 40, 180 40, 240 40, 300 61, silent 401", "raised@300 start@300, unknown@300" },
        // A clearing run goes on over a silence shorter than a hole, and ends at a longer one.
        { "above 50 off 60 every 60", "0 61, 60 40, silent 161, 170 40", "raised@0 start@0, unknown@60, active@170, cleared@170" },
        { "above 50 off 60 every 60", "0 61, 60 40, silent 161, 300 40", "raised@0 start@0, unknown@60, active@300" },
    };

    public static TheoryData<string, string, string> ChangedRules => new()
    {
        // Active: the first reading after decides.
        { "above 50", "0 61, rule above 70, 60 65", "raised@0 start@0, closed@60 ruleChanged" },
        { "above 50", "0 61, rule above 70, 60 71", "raised@0 start@0" },
        { "above 50", "0 61, rule above 70/60, 60 65, 120 60", "raised@0 start@0, cleared@120" },
        { "above 50 off 600", "0 61, rule above 70 off 600, 60 65", "raised@0 start@0, closed@60 ruleChanged" },
        { "above 50", "0 61, rule above 70, 60 65 fail, 120 65", "raised@0 start@0, closed@120 ruleChanged" },
        { "above 50", "0 61, rule above 70, 60 65, 120 71", "raised@0 start@0, closed@60 ruleChanged, raised@120 start@120" },
        { "above 50", "0 61, rule below 50, 60 61", "raised@0 start@0, closed@0 ruleChanged" },
        { "above 50 every 60", "0 61, silent 200, rule above 70, 300 65", "raised@0 start@0, unknown@0, active@300, closed@300 ruleChanged" },
        // Clearing: the run of the old version is over.
        { "above 50/45 off 120", "0 61, 60 40, rule above 50/30 off 120, 120 40, 180 40", "raised@0 start@0" },
        { "above 50/45 off 120", "0 61, 60 40, rule above 50/45 off 60, 120 40", "raised@0 start@0, closed@120 ruleChanged" },
        // Pending: the run starts anew, if the new limit is met at all.
        { "above 50 on 60", "0 61, rule above 55 on 60, 60 61, 120 61", "raised@120 start@60" },
        { "above 50 on 60", "0 61, rule above 70 on 60, 60 61, 120 61", "" },
        { "above 50 on 600", "0 61, rule above 50, 60 61", "raised@60 start@60" },
        // Normal.
        { "above 50", "0 40, rule above 30, 60 40", "raised@60 start@60" },
        // A new name disturbs nothing, in any phase.
        { "above 50 on 60", "0 61, rename, 60 61", "raised@60 start@0" },
        { "above 50 off 60", "0 61, rename, 60 40, rename, 120 40", "raised@0 start@0, cleared@120" },
        // Out of scope, disabled, deleted: closed, pending runs forgotten.
        { "above 50", "0 61, scope x-* 300, 360 61", "raised@0 start@0, closed@300 ruleChanged" },
        { "above 50", "0 61, scope d* 300, 360 40", "raised@0 start@0, cleared@360" },
        { "above 50", "0 61, stations s2 300", "raised@0 start@0, closed@300 ruleChanged" },
        { "above 50", "0 61, disable 300, 360 61", "raised@0 start@0, closed@300 ruleDisabled" },
        { "above 50", "0 61, delete 300, 360 61", "raised@0 start@0, closed@300 ruleDisabled" },
        { "above 50 off 60", "0 61, 60 40, disable 90, 120 40", "raised@0 start@0, closed@90 ruleDisabled" },
        { "above 50 on 60", "0 61, disable 30, rule above 50 on 60, 60 61, 120 61", "raised@120 start@60" },
        { "above 50", "0 40, stations s1 30, move 2, 60 61", "" },
        { "above 50", "0 61, stations s1 30, move 2, 60 61, move 1, 120 61", "raised@0 start@0, closed@60 outOfScope, raised@120 start@120" },
        { "above 50", "0 61, move 2, 60 61, 120 40", "raised@0 start@0, cleared@120" },
    };

    [Theory]
    [MemberData(nameof(Raising))]
    [MemberData(nameof(Clearing))]
    [MemberData(nameof(Below))]
    [MemberData(nameof(Holes))]
    [MemberData(nameof(DoubtfulReadings))]
    [MemberData(nameof(Silence))]
    [MemberData(nameof(ChangedRules))]
    public void Readings_GiveTheseTransitions(string rule, string history, string expected) =>
        Assert.Equal(expected, WrittenHistory.Run(rule, history).Story);

    [Theory]
    [MemberData(nameof(Raising))]
    [MemberData(nameof(Clearing))]
    [MemberData(nameof(Below))]
    [MemberData(nameof(Holes))]
    [MemberData(nameof(DoubtfulReadings))]
    [MemberData(nameof(Silence))]
    [MemberData(nameof(ChangedRules))]
    public void ARestartBeforeEveryStep_ChangesNothing(string rule, string history, string expected)
    {
        var restarted = WrittenHistory.Run(rule, history, reloads: true);
        var straight = WrittenHistory.Run(rule, history);
        Assert.Equal(expected, restarted.Story);
        Assert.Equal(WrittenHistory.Json(straight.Changes), WrittenHistory.Json(restarted.Changes));
        Assert.Equal(straight.Evaluator.TakePeaks(), restarted.Evaluator.TakePeaks());
    }
}
