using System.Globalization;
using CityOps.Tests.Replay;

namespace CityOps.Tests.RealData;

/// <summary>
/// What twelve rules (<see cref="WaterRules"/>) find of the labelled attacks on a water network, and how often they speak without a label. The rules
/// were made from July and August; September to December judges them, and no limit was moved after that was seen (one difference was turned round, see there). What is weak: the months that
/// taught the rules are part of the same file; the author knew the organisers' list of pumps under attack (batadal.net/faq.html) when choosing pumps
/// to watch; five attacks are few; the flags are incomplete and approximate, so that the alarms of 13 to 16 September beside the first label, and
/// perhaps others, are counted as false though they may be right. Attack 3 is missed because nothing leaves its range: PU2 is off while T1 is low, and of
/// the pumps only PU10 is watched in that way; in attack 4 T4 stands still at 4.70, below its limit, and only T1 is watched for standing still. Such
/// rules for every pump and tank are the next to try, on other data than these labels. To see what T1 did in the second attack:
/// <c>zcat batadal_2016-07_2016-12.csv.gz | grep '^09/10/16 1' | cut -d, -f1,2,45</c>, level and flag.
/// </summary>
public sealed class WaterAttackTests(ITestOutputHelper output)
{
    const long HourMs = 3_600_000;

    static readonly long JudgedFrom = new DateTimeOffset(2016, 9, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    static readonly string[] Expected =
    [
        "1  2016-09-14 03:00  2016-09-15 20:00  Spare pump runs +0 h, T7 low and PU10 off +22 h",
        "2  2016-10-09 09:00  2016-10-11 20:00  T1 level +5 h",
        "3  2016-10-30 19:00  2016-11-01 07:00  missed",
        "4  2016-11-27 04:00  2016-11-27 10:00  missed",
        "5  2016-12-06 21:00  2016-12-09 21:00  PU6 helps for long +0 h",
    ];

    static readonly string[] ExpectedOutside =
    [
        "2016-09-13 23:00 Spare pump runs", "2016-09-15 21:00 Spare pump runs", "2016-09-16 00:00 T7 level",
        "2016-11-13 20:00 J289 parts from J300", "2016-11-27 17:00 J289 parts from J300", "2016-11-27 19:00 PU6 helps for long",
        "2016-11-28 20:00 J289 parts from J300", "2016-11-28 23:00 PU6 helps for long", "2016-12-18 09:00 J289 parts from J300", "2016-12-18 20:00 Spare pump runs",
    ];

    [Fact]
    public void Rules_CatchTheseAttacks_AtThisCost()
    {
        var rows = Samples.Table("water/batadal_2016-07_2016-12.csv.gz");
        var (recording, attacks) = (Recording.Water(rows), Attacks(rows));
        var found = RecordedRun.Of(recording, WaterRules.All);
        var lines = attacks.Select((attack, index) => $"{index + 1}  {recording.Tell(attack.Start)}  {recording.Tell(attack.End)}  {Caught(attack, found)}").ToList();
        var outside = found.Where(episode => !attacks.Exists(attack => IsIn(attack, episode))).ToList();
        var days = (recording.Readings[^1].At - JudgedFrom) / (24.0 * HourMs);

        lines.ForEach(output.WriteLine);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outside.Count} alarms outside a label in {days:0} days, {outside.Count / days:0.00} a day"));
        outside.ForEach(episode => output.WriteLine($"  {episode.Rule}: {episode.Tell(recording)}"));
        Assert.Equal(Expected, lines);
        Assert.Equal(
            ExpectedOutside.Order(StringComparer.Ordinal),
            outside.Select(episode => $"{recording.Tell(episode.RaisedAt)} {episode.Rule}").Order(StringComparer.Ordinal));
        Assert.All(outside, episode => Assert.True(episode.RaisedAt >= JudgedFrom, "the months that taught the rules raise nothing"));
    }

    static string Caught((long Start, long End) attack, IReadOnlyList<Episode> found)
    {
        var first = found.Where(episode => IsIn(attack, episode)).DistinctBy(episode => episode.Rule)
            .Select(episode => $"{episode.Rule} +{(episode.RaisedAt - attack.Start) / HourMs} h").ToList();
        return first.Count == 0 ? "missed" : string.Join(", ", first);
    }

    static bool IsIn((long Start, long End) attack, Episode episode) => episode.RaisedAt >= attack.Start && episode.RaisedAt <= attack.End;

    /// <summary>The labelled spans, first and last hour.</summary>
    static List<(long Start, long End)> Attacks(List<Dictionary<string, string>> rows)
    {
        var attacks = new List<(long Start, long End)>();
        foreach (var at in rows.Where(row => row["ATT_FLAG"] == "1").Select(Recording.WaterTime))
        {
            if (attacks.Count > 0 && at - attacks[^1].End == HourMs)
            {
                attacks[^1] = (attacks[^1].Start, at);
            }
            else
            {
                attacks.Add((at, at));
            }
        }

        return attacks;
    }
}
