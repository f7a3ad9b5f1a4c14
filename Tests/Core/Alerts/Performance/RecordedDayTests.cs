using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;

namespace CityOps.Tests.Core.Alerts.Performance;

/// <summary>Every figure of a recorded day, worked out by hand from its lines.</summary>
public sealed class RecordedDayTests
{
    static AlertPerformance Day => RecordedDay.Performance;

    static long At(string sinceMidnight) => RecordedDay.At(sinceMidnight);

    /// <summary>20 of the flood, 4 + 4 chattering, 4 fleeting, h4 of the history, m2 and m4 of the suppressed, 5 ordinary and 20 in the evening.</summary>
    [Fact]
    public void Alerts_AreThoseThatWereAnnounced()
    {
        Assert.Equal((60, 1), (Day.Alerts, Day.Operators));
        Assert.Equal((At("0:00"), At("1.00:00:00")), (Day.From, Day.To));
        // h1, h2, h3, m1 and m3; h5 was announced on another day.
        Assert.Equal(5, Day.NotAnnounced);
    }

    /// <summary>60 ÷ 24 h and 60 ÷ 144; the flood has 14 from 07:00 to 07:10, then 4 and 2.</summary>
    [Fact]
    public void Load_IsPerHourTenMinutesAndHourOfTheDay()
    {
        Assert.Equal((2.5, 60 / 144.0), (Day.Load.PerHour, Day.Load.PerTenMinutes), Close);
        Assert.Equal((144, 1, 14, At("7:00")), (Day.Load.Periods, Day.Load.BusyPeriods, Day.Load.Busiest, Day.Load.BusiestAt!.Value));
        Assert.Equal([0, 1, 1, 1, 1, 1, 0, 20, 0, 4, 4, 4, 0, 1, 1, 0, 1, 4, 4, 4, 4, 4, 0, 0], Day.Load.Hours.Select(hour => hour.Alerts));
        Assert.All(Day.Load.Hours, hour => Assert.Equal((1, hour.Alerts), (hour.Hours, hour.PerHour)));
    }

    /// <summary>
    /// The eleventh comes at 07:07:00, within ten minutes of the first at 07:02:00. Before the nineteenth (07:20) the last five came at 07:08:30, :12, :14, :16
    /// and :18, so from 07:18:30 on there are four. 990 s of 86,400.
    /// </summary>
    [Fact]
    public void Flood_BeginsWithMoreThanTenAndEndsWithFewerThanFive()
    {
        var flood = Assert.Single(Day.Floods);
        Assert.Equal((At("7:02:00"), At("7:18:30"), 18), (flood.From, flood.To, flood.Alerts));
        Assert.Equal(("flood-water", "wl-1", "dw-1"), (flood.First.RuleId, flood.First.Station, flood.First.Device));
        Assert.Equal(990 / 86_400.0, Day.FloodShare, 12);
    }

    /// <summary>
    /// 35 were acknowledged. Of the flood ten after 28:00, 27:30 … 23:30 (15,450 s), four after 6,780 … 6,690 s (26,940) and four after 6,480, 6,360, 6,240 and
    /// 6,120 s (25,200); t4 300, h4 1,200, m2 180, g1 240 (from when it was written), g2 900, g3 1,200, g4 3,000, ten in the evening 3,600 each: 110,610 s.
    /// In order: 180 240 300 900 1200 1200, ten of the flood, 3000, ten 3600 (18th to 27th), 6120 6240 6360 6480 6690 6720 6750 (34th) 6780.
    /// </summary>
    [Fact]
    public void TimeToAcknowledge_IsFromTheAnnouncementOn()
    {
        var times = Day.Acknowledgement.Times!;
        Assert.Equal((35, 3_600_000, 6_750_000), (times.Count, times.P50Ms, times.P95Ms));
        Assert.Equal(110_610_000 / 35.0, times.MeanMs, 6);
        Assert.Equal(25, Day.Acknowledgement.Never);
        // Eight of the flood, m4, g4, g5, ten and five of the evening. a19 was over after just 30 minutes.
        Assert.Equal(26, Day.Acknowledgement.Long);
    }

    [Fact]
    public void Severities_HaveAlertsAcknowledgedInTimeAndLate()
    {
        Assert.Equal(
            [
                // g1 240 s and m2 180 s.
                (Severity.Critical, 2, 2, 2, 0),
                // t4 300 s and g2 just 900 s; h4 and g3 1,200 s. t1 to t3 were over before anybody had to.
                (Severity.Major, 7, 4, 2, 2),
                // Ten of the flood and g4; eight of the flood, and g5, which stands. a19, a20 and the fleeting ones were over.
                (Severity.Minor, 26, 19, 11, 9),
                // Ten of the evening; m4 has stood for 12 h. The others of the evening have not stood for 8 h, or are over.
                (Severity.Warning, 25, 10, 10, 1),
            ],
            Day.Acknowledgement.Severities.Select(one => (one.Severity, one.Alerts, one.Acknowledged, one.InTime, one.Late)));
        Assert.Equal([1, 0.5, 0.55, 10 / 11.0], Day.Acknowledgement.Severities.Select(one => one.ShareInTime!.Value));
        Assert.Equal(new DurationSummary(2, 210_000, 180_000, 240_000), Day.Acknowledgement.Severities[0].Times);
    }

    /// <summary>
    /// 52 cleared. The flood: 14 × 10,680 s less 30 × (0 + … + 13) and 10,080, 9,960, 9,840, 9,720 (186,390), 1,800 and 1,680; t 10, 10, 10, 900; p 4 × 60;
    /// f 6, 9, 40, 10; h4 5,400; g 1,800 and 3 × 3,600; the evening 10 × 7,200 and 5 × 1,200: 287,105 s. In order the 26th is 7,200; above 10,080 (38th) come
    /// 10,290, 10,320 …, so the 50th is 10,290 + 11 × 30.
    /// </summary>
    [Fact]
    public void TimeToReturn_IsFromTheRaiseToTheClearing() =>
        Assert.Equal(new DurationSummary(52, 5_521_250, 7_200_000, 10_620_000), Day.Return);

    /// <summary>6 + 5 + 4 + 4 + 4 + 2 and four of the 35 with one alert each.</summary>
    [Fact]
    public void BadActors_AreRulesAtPlaces()
    {
        Assert.Equal(
            ["flood-water wl-1 6", "lamp-out l-1 5", "flood-water wl-2 4", "pump-level wp-3 4", "traffic-jam tr-7 4", "power-dip pw-2 2",
             "flood-water wl-10 1", "flood-water wl-11 1", "flood-water wl-12 1", "flood-water wl-3 1"],
            Day.BadActors.Actors.Select(actor => $"{actor.Source.RuleId} {actor.Source.Place} {actor.Alerts}"));
        Assert.Equal((31, 29 / 60.0), (Day.BadActors.Others, Day.BadActors.Share!.Value));
        Assert.Equal((6 / 60.0, At("7:04:30")), (Day.BadActors.Actors[0].Share, Day.BadActors.Actors[0].LastAt));
    }

    /// <summary>The fourth of td-7 comes four minutes later. Those of pd-3 come each four minutes: three of them in ten.</summary>
    [Fact]
    public void Chattering_IsThreeInAMinuteOrInTenReports()
    {
        Assert.Equal(
            [("pd-3", 4, 3, 600L, At("10:12:00")), ("td-7", 3, 3, 60L, At("9:00:50"))],
            Day.Trembling.Chattering.Select(one => (one.Source.Device!, one.Raises, one.Most, one.WindowSeconds, one.LastAt)));
        Assert.Equal([("pd-1", 1, At("11:00"))], Day.Trembling.Fleeting.Select(one => (one.Source.Device!, one.Alerts, one.LastAt)));
    }

    [Fact]
    public void Stale_IsWhatHasStoodForMoreThanADay()
    {
        Assert.Equal(["s1", "s6", "s2", "s3"], Day.Stale.Alerts.Select(alert => alert.Id));
        Assert.Equal([null, At("5:00"), At("3:00"), null], Day.Stale.Alerts.Select(alert => alert.OverAt));
        Assert.Equal([new AlertDay(At("0:00"), At("1.00:00:00"), 60, 4)], Day.Stale.Days);
        Assert.Equal(4, Day.Stale.Worst!.Stale);
    }

    [Fact]
    public void Mix_IsTheShareOfEachSeverity() =>
        Assert.Equal([(2, 2 / 60.0), (7, 7 / 60.0), (26, 26 / 60.0), (25, 25 / 60.0)], Day.Mix.Select(one => (one.Alerts, one.Share!.Value)));

    /// <summary>s1 2 h, s3 3 h with one that was made longer, l16 5 h up to now; that of s5 began the day before.</summary>
    [Fact]
    public void Shelves_AreCountedWhereTheyBegan() => Assert.Equal(new ShelvedAlerts(3, 12_000_000), Day.Shelved);

    [Fact]
    public void Figures_AreJudged()
    {
        Assert.Equal(
            [
                (PerformanceFigure.PerHour, Verdict.Good), (PerformanceFigure.PerTenMinutes, Verdict.Good),
                // 1 of 144, 14, 1.15 %.
                (PerformanceFigure.BusyPeriods, Verdict.Good), (PerformanceFigure.Busiest, Verdict.Over), (PerformanceFigure.TimeInFlood, Verdict.Over),
                // 60 alerts are too few for shares.
                (PerformanceFigure.TopTen, null),
                (PerformanceFigure.Chattering, Verdict.Over), (PerformanceFigure.Fleeting, Verdict.Over), (PerformanceFigure.Stale, Verdict.Good),
                (PerformanceFigure.Critical, null), (PerformanceFigure.Major, null), (PerformanceFigure.Minor, (Verdict?)null),
            ],
            Day.Figures.Select(figure => (figure.Figure, figure.Verdict)));
        Assert.Equal([2.5, 60 / 144.0, 1 / 144.0, 14, 990 / 86_400.0, 29 / 60.0, 2, 1, 4, 2 / 60.0, 7 / 60.0, 26 / 60.0], Day.Figures.Select(figure => figure.Value!.Value));
    }

    static bool Close((double, double) one, (double, double) other) => Math.Abs(one.Item1 - other.Item1) < 1e-12 && Math.Abs(one.Item2 - other.Item2) < 1e-12;
}
