namespace CityOps.Tests.RealData;

/// <summary>
/// Eleven days of eight road sensors, rule by rule, in UTC as the file. The jam is seen with
/// <c>zcat aarhus_traffic_8_sensors_2014-08-04_2014-08-14.csv.gz | grep ',181088$' | grep -E '2014-08-08T1[34]' | cut -d, -f3,6,7</c>, speed, time and vehicles:
/// below 18 at 13:25, 13:30, 13:35 and 13:40. Rows of one moment are judged one after the other: the three slow roads of 2014-08-14 05:30 were not three at
/// 05:35 any more, but the first of them spoke before the others, so that the alert is raised and cleared at the same moment.
/// On 2014-08-13 all sensors were away together: that is an outage of their source.
/// </summary>
public sealed class RoadEpisodeTests(ITestOutputHelper output)
{
    const string Jam = """ "quantity":"speed","condition":{"kind":"below","raise":18,"clear":25},"raiseAfter":"00:15:00","clearAfter":"00:10:00","devices":["road-192627","road-181088","road-180655"] """;
    const string Motorway = """ "quantity":"speed","condition":{"kind":"below","raise":84,"clear":100,"of":"mean","over":"00:30:00"},"devices":["road-158446"] """;
    const string Hourful = """ "quantity":"vehicleCount","condition":{"kind":"above","raise":640,"clear":500,"of":"sum","over":"01:00:00"},"devices":["road-158446"] """;
    const string SlowAndFull = """ "quantity":"speed","condition":{"kind":"all","scope":"station","conditions":[{"kind":"below","raise":25,"clear":30},{"kind":"above","quantity":"vehicleCount","raise":35,"clear":25}]},"raiseAfter":"00:10:00" """;
    const string ManySlow = """ "quantity":"speed","condition":{"kind":"atLeast","n":3,"scope":"district","conditions":[{"kind":"below","raise":25,"clear":30}]},"raiseAfter":"00:05:00" """;
    const string Absent = """ "quantity":"vehicleCount","condition":{"kind":"absent","after":"02:30:00"} """;
    const string Empty = """ "quantity":"vehicleCount","condition":{"kind":"stuck","for":"02:00:00"},"devices":["road-158324"] """;
    const string Odd = """ "quantity":"speed","condition":{"kind":"outside","low":-30,"high":200,"of":"neighbours","radiusMetres":6000},"atLeastOf":{"n":4,"m":5} """;
    const string Few = """ "quantity":"speed","condition":{"kind":"below","raise":22},"atLeastOf":{"n":4,"m":5},"when":{"hours":["07:00-09:00"]} """;

    const string Unusual = """ "quantity":"speed","condition":{"kind":"below","raise":-25,"clear":-10,"of":"baseline","weeks":1},"raiseAfter":"00:15:00" """;

    public static TheoryData<string, string> Table => new()
    {
        {
            Unusual, """
            road-158324 2014-08-12 05:40 raised +00:15 cleared +00:40 peak -40
            road-158324 2014-08-14 05:30 raised +00:15 cleared +00:45 peak -36.18
            """
        },
        {
            Jam, """
            road-181088 2014-08-08 13:25 raised +00:15 cleared +00:45 peak 15
            """
        },
        {
            Motorway, """
            road-158446 2014-08-04 01:15 raised +00:00 cleared +01:35 peak 83.8
            road-158446 2014-08-05 03:05 raised +00:00 cleared +02:55 peak 82.5
            road-158446 2014-08-06 03:45 raised +00:00 cleared +01:00 peak 83.17
            road-158446 2014-08-07 01:10 raised +00:00 cleared +04:30 peak 82
            road-158446 2014-08-11 22:25 raised +00:00 cleared +07:55 peak 80.33
            road-158446 2014-08-13 01:50 raised +00:00 cleared +04:45 peak 83.5
            road-158446 2014-08-13 23:45 raised +00:00 cleared +06:20 peak 78
            """
        },
        {
            Hourful, """
            road-158446 2014-08-12 15:05 raised +00:00 cleared +00:45 peak 641
            road-158446 2014-08-14 14:05 raised +00:00 cleared +01:25 peak 668
            """
        },
        {
            SlowAndFull, """
            road-179064 2014-08-07 13:55 raised +00:10 cleared +00:25 peak 2
            road-192627 2014-08-12 04:50 raised +00:10 cleared +00:15 peak 2
            road-179364 2014-08-13 13:45 raised +00:10 cleared +00:35 peak 2
            road-192627 2014-08-14 05:30 raised +00:10 cleared +00:50 peak 2
            road-192627 2014-08-14 06:40 raised +00:20 cleared +00:35 peak 2
            """
        },
        {
            ManySlow, """
            Aarhus 2014-08-14 05:30 raised +00:05 cleared +00:05 peak 3
            Aarhus 2014-08-14 05:40 raised +00:05 cleared +00:25 peak 3
            """
        },
        {
            Absent, """
            road-179364 2014-08-13 08:05 raised +02:35 cleared +02:45 peak 9900
            road-180655 2014-08-13 08:05 raised +02:35 cleared +02:45 peak 9900
            road-192627 2014-08-13 08:05 raised +02:35 cleared +02:45 peak 9900
            road-158446 2014-08-13 08:10 raised +02:35 cleared +02:40 peak 9600
            """
        },
        {
            Empty, """
            road-158324 2014-08-10 03:55 raised +00:00 cleared +00:10 peak 0
            road-158324 2014-08-10 23:45 raised +00:00 cleared +00:35 peak 0
            road-158324 2014-08-11 02:20 raised +00:00 cleared +00:20 peak 0
            road-158324 2014-08-12 00:55 raised +00:00 cleared +00:25 peak 0
            road-158324 2014-08-12 23:20 raised +00:00 cleared +00:20 peak 0
            road-158324 2014-08-13 23:30 raised +00:00 cleared +00:20 peak 0
            road-158324 2014-08-14 01:50 raised +00:00 cleared +00:25 peak 0
            road-158324 2014-08-14 23:45 raised +00:00 cleared +00:05 peak 0
            """
        },
        {
            Odd, """
            road-181088 2014-08-05 20:50 raised +00:30 cleared +00:35 peak -44
            road-179064 2014-08-06 03:45 raised +00:15 cleared +00:30 peak -41
            road-179364 2014-08-09 01:30 raised +00:30 cleared +00:55 peak -38
            road-179064 2014-08-11 20:40 raised +00:35 cleared +00:55 peak -45
            road-181088 2014-08-11 22:15 raised +00:15 cleared +00:35 peak -45.5
            road-179064 2014-08-14 02:50 raised +00:35 cleared +00:45 peak -39
            """
        },
        {
            Few, """
            road-158324 2014-08-12 05:45 raised +00:15 cleared +00:25 peak 16
            road-158324 2014-08-14 05:45 raised +00:20 cleared +00:30 peak 17
            """
        },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void ElevenDaysOfRoads_GiveTheseEpisodes(string rule, string expected) => EpisodeTable.AssertFinds(Recording.Roads(), rule, expected, output);
}
