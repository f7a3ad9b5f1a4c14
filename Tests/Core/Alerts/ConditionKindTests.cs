namespace CityOps.Tests.Core.Alerts;

/// <summary>
/// The kinds of conditions as written histories. The histories begin at 22:13:20 UTC, which is 46 min 40 s before midnight in Central European Time.
/// </summary>
public sealed class ConditionKindTests
{
    const string Outside = """{"condition":{"kind":"outside","low":6.5,"high":8.5,"deadband":0.5}}""";
    const string Inside = """{"condition":{"kind":"inside","low":10,"high":20,"deadband":1}}""";
    const string Few = """{"condition":{"kind":"above","raise":50},"atLeastOf":{"n":3,"m":5}}""";
    const string Mean = """{"condition":{"kind":"above","raise":50,"of":"mean","over":"00:10:00"}}""";
    const string Rate = """{"condition":{"kind":"above","raise":60,"of":"rate","over":"00:10:00"}}""";
    const string Stuck = """{"condition":{"kind":"stuck","for":"00:10:00","tolerance":0.1}}""";
    const string Hourly = """{"condition":{"kind":"above","raise":50,"of":"mean","over":"01:00:00","tumbling":true}}""";
    const string LegalHour = """{"condition":{"kind":"above","raise":50,"of":"mean","over":"01:00:00","tumbling":true,"capture":0.75}}""";
    const string ThreeHours = """{"condition":{"kind":"above","raise":200,"of":"mean","over":"01:00:00","tumbling":true,"capture":0.75},"atLeastOf":{"n":3,"m":3}}""";
    const string LegalDay = """{"condition":{"kind":"above","raise":50,"of":"mean","over":"1.00:00:00","tumbling":true,"capture":0.75}}""";
    const string Levels = """{"condition":{"kind":"above"},"levels":[{"severity":"minor","raise":50,"clear":45},{"severity":"major","raise":100},{"severity":"critical","raise":200}]}""";
    const string Absent = """{"condition":{"kind":"absent"}}""";
    const string AbsentAfter = """{"condition":{"kind":"absent","after":"00:05:00"}}""";
    const string Working = """{"condition":{"kind":"above","raise":50},"when":{"hours":["23:00-23:30"]}}""";
    const string Law = """{"condition":{"kind":"above"},"limitFrom":"law:no2.hour.alert"}""";

    public static TheoryData<string, string, string> Ranges => new()
    {
        { Outside, "0 7, 60 6.5, 120 8.5", "" },
        { Outside, "0 6.4, 60 6.9, 120 7", "raised@0 start@0, cleared@120" },
        { Outside, "0 8.6, 60 8.1, 120 8", "raised@0 start@0, cleared@120" },
        { Outside, "0 6.4, 60 9", "raised@0 start@0" },
        { Inside, "0 9, 60 21", "" },
        { Inside, "0 10, 60 9, 120 8.9", "raised@0 start@0, cleared@120" },
        { Inside, "0 20, 60 21, 120 21.1", "raised@0 start@0, cleared@120" },
    };

    public static TheoryData<string, string, string> Counted => new()
    {
        { Few, "0 60, 60 60, 120 40, 180 40", "" },
        { Few, "0 60, 60 40, 120 60, 180 40, 240 60", "raised@240 start@0" },
        { Few, "0 60, 60 40, 120 40, 180 60, 240 40, 300 60", "" },
        { Few, "0 60, 60 60, 120 60, 180 40, 240 40", "raised@120 start@0" },
        { Few, "0 60, 60 60, 120 60, 180 40, 240 40, 300 40", "raised@120 start@0, cleared@300" },
        { Few, "0..300/60 40, 360 60, 420 60, 1000 60", "" },
    };

    public static TheoryData<string, string, string> Windows => new()
    {
        // Nothing is said before the window has been covered, ten minutes of readings here.
        { Mean, "0..480/60 90", "" },
        { Mean, "0..540/60 90", "raised@540 start@540" },
        { Mean, "0..540/60 40, 600..780/60 61", "" },
        { Mean, "0..540/60 40, 600..960/60 61", "raised@840 start@840" },
        { Mean, "0..540/60 90, 600..1500/60 20", "raised@540 start@540, cleared@900" },
        // A late reading moves the mean, and the next one in time says so.
        { Mean, "0..540/60 50, 570 50, 555 500 late, 600 50", "raised@600 start@600" },
        { Rate, "0..600/60 10, 660 18, 720 18", "" },
        { Rate, "0..540/60 10, 600 31", "raised@600 start@600" },
        { Stuck, "0..480/60 5", "" },
        { Stuck, "0..600/60 5", "raised@540 start@540" },
        { Stuck, "0..600/60 5, 660 5.05, 720 5.2", "raised@540 start@540, cleared@720" },
        { """{"condition":{"kind":"above","raise":5,"of":"count","over":"00:10:00"}}""", "0..480/120 1, 500 1, 560 1", "raised@560 start@560" },
        { """{"condition":{"kind":"below","raise":10,"of":"max","over":"00:10:00"}}""", "0..540/60 9, 600 12", "raised@540 start@540, cleared@600" },
        { """{"condition":{"kind":"above","raise":10,"of":"min","over":"00:10:00"}}""", "0..540/60 12, 600 9", "raised@540 start@540, cleared@600" },
        { """{"condition":{"kind":"above","raise":100,"of":"sum","over":"00:10:00"}}""", "0..540/60 10, 600 11", "raised@600 start@600" },
        { """{"condition":{"kind":"above","raise":50,"of":"p90","over":"00:10:00"}}""", "0..480/60 10, 540 90, 600 90", "raised@600 start@600" },
    };

    public static TheoryData<string, string, string> Tumbling => new()
    {
        // The window to 23:00 UTC is over at 2800; it is judged at the first reading after.
        // What began before anybody listened is not judged.
        { Hourly, "0..2760/60 60, 2820 10", "" },
        { Hourly, "-800..2740/60 60, 2820 10", "raised@2820 start@2800" },
        { Hourly, "-800..2740/60 60, 2820..6360/60 10, 6420 10", "raised@2820 start@2800, cleared@6420" },
        { Hourly, "-800..2740/60 40, 1790 4000 late, 2820 10", "raised@2820 start@2800" },
        // Legal hours are judged 2 h after their end; the part of an hour before the first reading has too few of them.
        { LegalHour, "0..9900/60 60", "" },
        { LegalHour, "0..2760/60 10, 2800..6340/60 60, 6400..13660/60 10", "raised@13600 start@6400" },
        { LegalHour, "0..2760/60 10, 2800..5440/60 50.6, 6400..13660/60 10", "raised@13600 start@6400" },
        { LegalHour, "0..2760/60 10, 2800..5320/60 60, 6400..13660/60 10", "" },
        // Rounded half up to the digits of the limit: 50.4 is 50, 50.5 is 51.
        { LegalHour, "0..2760/60 10, 2800..6340/60 50.4, 6400..13660/60 10", "" },
        { LegalHour, "0..2760/60 10, 2800..6340/60 50.5, 6400..13660/60 10", "raised@13600 start@6400" },
        { ThreeHours, "0..2760/60 10, 2800..9940/60 250, 10000..23000/60 10", "" },
        { ThreeHours, "0..2760/60 10, 2800..13540/60 250, 13600..21000/60 10", "raised@20800 start@6400" },
        // An hour without enough readings breaks the run.
        { ThreeHours, "0..2760/60 10, 2800..9940/60 250, 12000..13540/60 250, 13600..17140/60 250, 17200..25000/60 10", "" },
        // The day is that of Central European Time: from 23:00 to 23:00 UTC, with at least 18 hours of it.
        { LegalDay, "0..2700/600 10, 2800..89000/600 51, 89200..97000/600 10", "raised@96400 start@89200" },
        { LegalDay, "0..2700/600 10, 2800..63000/600 51, 89200..97000/600 10", "" },
    };

    public static TheoryData<string, string, string> Stepped => new()
    {
        { Levels, "0 60, 60 40", "raised@0 start@0, cleared@60" },
        { Levels, "0 60, 60 120, 120 250, 180 150, 240 60, 300 40", "raised@0 start@0, severity@60 major, severity@120 critical, severity@180 major, severity@240 minor, cleared@300" },
        { Levels, "0 250", "raised@0 start@0, severity@0 critical" },
        { Levels.Replace("{\"condition\"", "{\"raiseAfter\":\"00:01:00\",\"condition\"", StringComparison.Ordinal), "0 60, 60 120, 120 120", "raised@60 start@0, severity@120 major" },
    };

    public static TheoryData<string, string, string> Silent => new()
    {
        { Absent + " every 60", "0 1, silent 100", "" },
        { Absent + " every 60", "0 1, silent 101", "raised@101 start@0" },
        { Absent + " every 60", "0 1, silent 101, silent 200, 300 1", "raised@101 start@0, cleared@300" },
        { Absent + " every 60", "0 1, silent 101, 300 1 fail", "raised@101 start@0, cleared@300" },
        { Absent + " every 60", "0 1, silent 101, 50 1 late rx=300", "raised@101 start@0, cleared@300" },
        { Absent, "0..240/60 1, silent 9000", "" },
        { Absent, "0..300/60 1, silent 400", "" },
        { Absent, "0..300/60 1, silent 401", "raised@401 start@300" },
        { Absent + " every 60", "0 1, silent 500 alive=450", "" },
        { Absent + " every 60", "0 1, silent 561 alive=460", "raised@561 start@0" },
        { AbsentAfter, "0 1, silent 300, silent 301", "raised@301 start@0" },
        { Absent + " every 60", "0 1, silent 101, 300 1, silent 401", "raised@101 start@0, cleared@300, raised@401 start@300" },
    };

    public static TheoryData<string, string, string> Dated => new()
    {
        // 23:13 in the city at the beginning; the hours are over at 23:30.
        { Working, "0 60", "raised@0 start@0" },
        { Working, "0 60, 1000 60", "raised@0 start@0, closed@1000 notInForce" },
        { Working, "1000 60", "" },
        // The alert threshold is 400 until 11 December 2026, and 200 from the 12th on: 97,200,000 s after the beginning it is 2026-12-13.
        { Law, "0 300, 60 401", "raised@60 start@60" },
        { Law, "97200000 200, 97200060 201", "raised@97200060 start@97200060" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    [MemberData(nameof(Counted))]
    [MemberData(nameof(Windows))]
    [MemberData(nameof(Tumbling))]
    [MemberData(nameof(Stepped))]
    [MemberData(nameof(Silent))]
    [MemberData(nameof(Dated))]
    public void Readings_GiveTheseTransitions(string rule, string history, string expected)
    {
        var straight = WrittenHistory.Run(rule, history);
        Assert.Equal(expected, straight.Story);
        var restarted = WrittenHistory.Run(rule, history, reloads: true);
        Assert.Equal(WrittenHistory.Json(straight.Changes), WrittenHistory.Json(restarted.Changes));
    }
}
