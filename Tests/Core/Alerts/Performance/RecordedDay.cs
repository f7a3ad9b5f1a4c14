using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;

namespace CityOps.Tests.Core.Alerts.Performance;

/// <summary>Friday, 27 November 2026, in Ljubljana: what the log of a made-up city has of it. One operator; looked at two hours after midnight.</summary>
static class RecordedDay
{
    /// <summary>
    /// Times since midnight. A step is <c>kind@event time</c>, with <c>/time of writing</c> where that is another; without <c>raised</c> an alert was
    /// written when it was raised. <c>device/60</c> reports each 60 s.
    /// </summary>
    const string Csv = """
        id,rule,station,device,severity,raised,steps
        # Ordinary: one each of the upper severities and more.
        g1,river-high,r-1,rv-1,critical,03:00:00,raised@03:00:02 acknowledged@03:04:02 cleared@03:30:00
        g2,river-high,r-2,rv-2,major,04:00:00,acknowledged@04:15:00 cleared@05:00:00
        g3,river-high,r-3,rv-3,major,05:00:00,acknowledged@05:20:00 cleared@06:00:00
        g4,river-high,r-4,rv-4,minor,01:00:00,acknowledged@01:50:00 cleared@02:00:00
        g5,river-high,r-5,rv-5,minor,02:30:00,
        # A flood: 14 alerts, one each half minute, then one each two minutes.
        a1,flood-water,wl-1,dw-1,minor,07:02:00,acknowledged@07:30:00 cleared@10:00:00
        a2,flood-water,wl-1,dw-2,minor,07:02:30,acknowledged@07:30:00 cleared@10:00:00
        a3,flood-water,wl-1,dw-3,minor,07:03:00,acknowledged@07:30:00 cleared@10:00:00
        a4,flood-water,wl-1,dw-4,minor,07:03:30,acknowledged@07:30:00 cleared@10:00:00
        a5,flood-water,wl-1,dw-5,minor,07:04:00,acknowledged@07:30:00 cleared@10:00:00
        a6,flood-water,wl-1,dw-6,minor,07:04:30,acknowledged@07:30:00 cleared@10:00:00
        a7,flood-water,wl-2,dw-7,minor,07:05:00,acknowledged@07:30:00 cleared@10:00:00
        a8,flood-water,wl-2,dw-8,minor,07:05:30,acknowledged@07:30:00 cleared@10:00:00
        a9,flood-water,wl-2,dw-9,minor,07:06:00,acknowledged@07:30:00 cleared@10:00:00
        a10,flood-water,wl-2,dw-10,minor,07:06:30,acknowledged@07:30:00 cleared@10:00:00
        a11,flood-water,wl-3,dw-11,minor,07:07:00,acknowledged@09:00:00 cleared@10:00:00
        a12,flood-water,wl-4,dw-12,minor,07:07:30,acknowledged@09:00:00 cleared@10:00:00
        a13,flood-water,wl-5,dw-13,minor,07:08:00,acknowledged@09:00:00 cleared@10:00:00
        a14,flood-water,wl-6,dw-14,minor,07:08:30,acknowledged@09:00:00 cleared@10:00:00
        a15,flood-water,wl-7,dw-15,minor,07:12:00,acknowledged@09:00:00 cleared@10:00:00
        a16,flood-water,wl-8,dw-16,minor,07:14:00,acknowledged@09:00:00 cleared@10:00:00
        a17,flood-water,wl-9,dw-17,minor,07:16:00,acknowledged@09:00:00 cleared@10:00:00
        a18,flood-water,wl-10,dw-18,minor,07:18:00,acknowledged@09:00:00 cleared@10:00:00
        a19,flood-water,wl-11,dw-19,minor,07:20:00,cleared@07:50:00
        a20,flood-water,wl-12,dw-20,minor,07:22:00,cleared@07:50:00
        # Chattering: three in 50 s, and one of a device that reports each minute.
        t1,traffic-jam,tr-7,td-7,major,09:00:00,cleared@09:00:10
        t2,traffic-jam,tr-7,td-7,major,09:00:25,cleared@09:00:35
        t3,traffic-jam,tr-7,td-7,major,09:00:50,cleared@09:01:00
        t4,traffic-jam,tr-7,td-7,major,09:05:00,acknowledged@09:10:00 cleared@09:20:00
        p1,pump-level,wp-3,pd-3/60,warning,10:00:00,cleared@10:01:00
        p2,pump-level,wp-3,pd-3/60,warning,10:04:00,cleared@10:05:00
        p3,pump-level,wp-3,pd-3/60,warning,10:08:00,cleared@10:09:00
        p4,pump-level,wp-3,pd-3/60,warning,10:12:00,cleared@10:13:00
        # Fleeting: the first alone; the second comes again, the last holds for ten seconds.
        f1,power-dip,pw-1,pd-1,minor,11:00:00,cleared@11:00:06
        f2,power-dip,pw-2,pd-2,minor,11:30:00,cleared@11:30:09
        f3,power-dip,pw-2,pd-2,minor,11:30:50,cleared@11:31:30
        f4,power-dip,pw-3,pd-5,minor,11:40:00,cleared@11:40:10
        # History: three are nothing else, one is announced in the day, one after it.
        h1,heat-low,hs-1,hd-1,major,06:00:00,historical raised@07:00:00 cleared@08:00:00
        h2,heat-low,hs-2,hd-2,major,06:30:00,historical raised@07:30:00 cleared@08:30:00
        h3,heat-low,hs-3,hd-3,major,12:00:00,historical raised@13:00:00 cleared@14:00:00
        h4,heat-low,hs-4,hd-4,major,12:30:00,raised@13:00:00 announced@13:20:00 acknowledged@13:40:00 cleared@14:00:00
        h5,heat-low,hs-5,hd-5,major,23:00:00,raised@23:50:00 announced@1.00:05:00
        # Suppressed: with the raise and for ever, until somebody can act, until it is over, and later.
        m1,heat-low,ms-1,md-1,critical,14:00:00,raised@14:00:00 suppressed@14:00:00
        m2,heat-low,ms-2,md-2,critical,14:00:00,raised@14:00:00 suppressed@14:00:00 unsuppressed@16:00:00 acknowledged@16:03:00
        m3,heat-low,ms-3,md-3,critical,14:00:00,raised@14:00:00 suppressed@14:00:00 cleared@14:30:00 unsuppressed@16:00:00
        m4,heat-low,ms-4,md-4,warning,14:00:00,raised@14:00:00 suppressed@14:10:00
        # A quiet evening: acknowledged after an hour, over without anybody, still open.
        l1,lamp-out,l-1,ld-1,warning,17:00:00,acknowledged@18:00:00 cleared@19:00:00
        l2,lamp-out,l-1,ld-2,warning,17:15:00,acknowledged@18:15:00 cleared@19:15:00
        l3,lamp-out,l-1,ld-3,warning,17:30:00,acknowledged@18:30:00 cleared@19:30:00
        l4,lamp-out,l-1,ld-4,warning,17:45:00,acknowledged@18:45:00 cleared@19:45:00
        l5,lamp-out,l-1,ld-5,warning,18:00:00,acknowledged@19:00:00 cleared@20:00:00
        l6,lamp-out,l-6,ld-6,warning,18:15:00,acknowledged@19:15:00 cleared@20:15:00
        l7,lamp-out,l-7,ld-7,warning,18:30:00,acknowledged@19:30:00 cleared@20:30:00
        l8,lamp-out,l-8,ld-8,warning,18:45:00,acknowledged@19:45:00 cleared@20:45:00
        l9,lamp-out,l-9,ld-9,warning,19:00:00,acknowledged@20:00:00 cleared@21:00:00
        l10,lamp-out,l-10,ld-10,warning,19:15:00,acknowledged@20:15:00 cleared@21:15:00
        l11,lamp-out,l-11,ld-11,warning,19:30:00,cleared@19:50:00
        l12,lamp-out,l-12,ld-12,warning,19:45:00,cleared@20:05:00
        l13,lamp-out,l-13,ld-13,warning,20:00:00,cleared@20:20:00
        l14,lamp-out,l-14,ld-14,warning,20:15:00,cleared@20:35:00
        l15,lamp-out,l-15,ld-15,warning,20:30:00,cleared@20:50:00
        l16,lamp-out,l-16,ld-16,warning,20:45:00,shelved@21:00:00
        l17,lamp-out,l-17,ld-17,warning,21:00:00,
        l18,lamp-out,l-18,ld-18,warning,21:15:00,
        l19,lamp-out,l-19,ld-19,warning,21:30:00,
        l20,lamp-out,l-20,ld-20,warning,21:45:00,
        # From before the day: stale all day, until 03:00, from 12:00 on, not in the day, never, until it was closed at 05:00.
        s1,bin-full,b-1,bd-1,warning,-2.00:00:00,shelved@08:00:00 unshelved@10:00:00
        s2,bin-full,b-2,bd-2,warning,-1.06:00:00,cleared@03:00:00
        s3,bin-full,b-3,bd-3,warning,-12:00:00,shelved@09:00:00 shelved@10:00:00 unshelved@12:00:00/12:00:03
        s4,bin-full,b-4,bd-4,warning,-1.02:00:00,cleared@-01:00:00
        s5,bin-full,b-5,bd-5,warning,-10:00:00,shelved@-01:00:00 unshelved@02:00:00 cleared@14:00:00
        s6,bin-full,b-6,bd-6,warning,-1.12:00:00,closed@05:00:00
        """;

    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    public static readonly long Midnight = new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();

    public static AlertPerformance Performance { get; } = AlertPerformance.Of(Alerts(), new PerformancePeriod(Midnight, At("1.00:00:00"), At("1.02:00:00"), 1, Zone));

    public static long At(string sinceMidnight) => Midnight + (long)TimeSpan.Parse(sinceMidnight, CultureInfo.InvariantCulture).TotalMilliseconds;

    static List<RecordedAlert> Alerts() => [.. Csv.Split('\n').Skip(1).Where(line => line[0] != '#').Select(Read)];

    static RecordedAlert Read(string line)
    {
        var cells = line.Split(',');
        var (device, steps) = (cells[3].Split('/'), cells[6].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList());
        var isHistorical = steps.Remove("historical");
        var transitions = steps.Select(Step).ToList();
        if (transitions.Count == 0 || transitions[0].Kind != TransitionKind.Raised)
        {
            transitions.Insert(0, new RecordedTransition(TransitionKind.Raised, At(cells[5]), At(cells[5])));
        }

        return new RecordedAlert(
            cells[0], new AlertSource(cells[1], cells[1], "water", null, cells[2], device[0], "level"), Enum.Parse<Severity>(cells[4], ignoreCase: true), At(cells[5]), isHistorical,
            device.Length > 1 ? int.Parse(device[1], CultureInfo.InvariantCulture) : null, transitions);
    }

    static RecordedTransition Step(string text)
    {
        var (kind, times) = (text.Split('@')[0], text.Split('@')[1].Split('/'));
        return new RecordedTransition(Enum.Parse<TransitionKind>(kind, ignoreCase: true), At(times[^1]), At(times[0]));
    }
}
