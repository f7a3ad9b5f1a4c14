namespace CityOps.Tests.Core.Alerts;

/// <summary>Histories at the edges of the rule kinds, each of which once came out wrong. Origin is 14 Nov 2023, 23:13:20 in Ljubljana.</summary>
public sealed class OddHistoryTests
{
    const string Stuck = """{"condition":{"kind":"stuck","for":"00:10:00","tolerance":0.1}}""";
    const string HourMean = """{"condition":{"kind":"above","raise":50,"of":"mean","over":"01:00:00"}}""";
    const string LegalHour = """{"condition":{"kind":"above","raise":50,"of":"mean","over":"01:00:00","tumbling":true,"capture":0.75}}""";
    const string FewAtNight = """{"condition":{"kind":"above","raise":50},"atLeastOf":{"n":3,"m":5},"when":{"hours":["23:00-23:30"]}}""";
    const string MeanAtNight = """{"condition":{"kind":"above","raise":50,"of":"mean","over":"01:00:00"},"when":{"hours":["23:00-23:59"]}}""";
    const string NightOfTuesday = """{"condition":{"kind":"above","raise":50},"when":{"hours":["22:00-06:00"],"days":["tue"]}}""";
    const string Flapping = """{"condition":{"kind":"above","raise":50},"atLeastOf":{"n":3,"m":5}}""";
    const string Absent = """{"condition":{"kind":"absent"}}""";
    const string LevelsOfHours =
        """{"condition":{"kind":"above","of":"mean","over":"01:00:00","tumbling":true,"capture":0.75},"levels":[{"severity":"minor","raise":50},{"severity":"major","raise":100},{"severity":"critical","raise":200}]} every 60""";
    const string HourSum = """{"condition":{"kind":"below","raise":1000,"of":"sum","over":"01:00:00","tumbling":true}}""";
    const string LegalNo2 = """{"condition":{"kind":"above","of":"mean","over":"01:00:00","tumbling":true,"capture":0.75},"limitFrom":"law:no2.hour.alert"} every 60""";

    [Theory]
    // A value that moves at each of its few readings is not stuck, however few fall into the window.
    [InlineData(Stuck, "0 5, 600 7, 1200 9, 1800 11, 2400 13", "")]
    [InlineData(Stuck, "0 5, 590 7, 1180 9, 1770 11, 2360 13, 2950 14, 3540 15", "")]
    [InlineData(Stuck, "0 5, 301 5", "")]
    // Two readings are no mean of an hour.
    [InlineData(HourMean, "0 60, 1801 60", "")]
    // What was counted yesterday does not count today, and both alerts have ids of their own.
    [InlineData(FewAtNight, "0 60, 60 60, 120 60, 1020..85560/60 60, 85620 60, 85680 60, 85740 60, 85800 10, 85860 10, 85920 10", "raised@120 start@0, closed@1020 notInForce, raised@85740 start@85620, cleared@85920")]
    [InlineData(FewAtNight, "0 10, 840 60, 900 60, 1020..85560/60 10, 85620 60", "")]
    // A window goes on filling outside the hours of its rule.
    [InlineData(MeanAtNight, "2800..85560/60 90, 85620..88800/60 90", "raised@85620 start@85620")]
    // Wednesday's small hours belong to Tuesday's night.
    [InlineData(NightOfTuesday, "0 60, 3600 60, 7200 60", "raised@0 start@0")]
    [InlineData(Flapping, "0 60, 60 40, 120 60, 180 40, 240 60, 300 40, 360 60, 420 40, 480 60", "raised@240 start@0, cleared@300")]
    // Silence from before the rule was switched on again is the earlier alert's.
    [InlineData(Absent + " every 60", "0 1, silent 101, disable 110, rule " + Absent + ", silent 210, silent 211, 300 1", "raised@101 start@0, closed@110 ruleDisabled, raised@211 start@110, cleared@300")]
    // Hours that ended while nothing came are judged when the next reading comes: the highest level once.
    [InlineData(LevelsOfHours, "2800..6340/60 60, 6400..9940/60 120, 10000..13540/60 250, 30000 10", "raised@30000 start@6400, severity@30000 critical")]
    // The first hour was not seen whole.
    [InlineData(HourSum, "2000..2760/60 60, 2820 60", "")]
    // The last hour before 12 December 2026 is judged by the law of its day.
    [InlineData(LegalNo2, "97022800..97026340/60 10, 97026400..97029940/60 300, 97030000..97040900/60 10", "")]
    // An hour counts two hours after its end. 50.4 and less rounds down to a limit of 50, which is not exceeded; 50.5 rounds up.
    [InlineData(LegalHour, "0..2760/60 10, 2800..6340/60 50.4, 6400..13660/60 10", "")]
    [InlineData(LegalHour, "0..2760/60 10, 2800..6340/60 50.5, 6400..13660/60 10", "raised@13600 start@6400")]
    public void History_GivesTheseTransitions(string rule, string history, string expected)
    {
        var straight = WrittenHistory.Run(rule, history);
        Assert.Equal(expected, straight.Story);
        Assert.Equal(WrittenHistory.Json(straight.Changes), WrittenHistory.Json(WrittenHistory.Run(rule, history, reloads: true).Changes));
        Assert.Distinct(straight.Changes.Where(change => change.Raise is not null).Select(change => change.AlertId));
    }
}
