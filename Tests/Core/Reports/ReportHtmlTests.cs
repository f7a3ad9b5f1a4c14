using System.Text.RegularExpressions;
using CityOps.Core.Notifications;
using CityOps.Core.Reports;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Core.Reports;

/// <summary>A report in words of both languages, as a document and as a message.</summary>
public sealed class ReportHtmlTests
{
    static readonly Uri Page = new("https://city.example.org/reports/2026-01-12");

    [Fact]
    public void English_SaysAllOfIt()
    {
        var text = TextOf("en");
        Assert.All(
            [
                "Daily report, Monday, 12 January 2026", "10 things need a person today. 5 alerts in the night. 98% of the expected readings came.", "Made on 13 Jan 2026, 06:30 (Europe/Ljubljana).",
                "Open alerts that nobody has acknowledged|9|High NO₂ – Celovška 12 and 8 more", "Critical|High NO₂|Celovška 12, Šiška|02:10|open, not acknowledged",
                "Minor|Low pressure|Vič|22:05|cleared at 23:15, acknowledged by Ana Novak", "and 3 more", "Celovška 12, Šiška|PM10, daily mean|61.4 µg/m³ · exceeded|50 µg/m³|9 of 35|100%",
                "Vič|Ozone, highest 8-hour mean|too few hours|120 µg/m³|0 of 25|25%", "Dunajska, Bežigrad|31,250|30,100|16:00 · 2,480|42 km/h|100%",
                "Heat|Supply temperature|92.3 °C|88 °C|", "101 °C · Center, 07:00", "Air|20|60|2|97%",
            ],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Slovenian_SaysAllOfIt_WithItsOwnNumbers()
    {
        var text = TextOf("sl");
        Assert.All(
            [
                "Dnevno poročilo, ponedeljek, 12. januar 2026", "Danes 10 stvari čaka na človeka. 5 opozoril ponoči. Prispelo je 98 % pričakovanih meritev.", "Izdelano 13. 1. 2026 ob 06:30 (Europe/Ljubljana).",
                "Odprta opozorila, ki jih ni nihče potrdil|9|NO₂: visoka vrednost – Celovška 12 in še 8", "Kritično|NO₂: visoka vrednost|Celovška 12, Šiška|02:10|odprto, nepotrjeno",
                "Manjše|Tlak: nizka vrednost|Vič|22:05|prenehalo ob 23:15, potrdil/a Ana Novak", "Celovška 12, Šiška|Delci PM10, dnevno povprečje|61,4 µg/m³ · preseženo|50 µg/m³|9 od 35|100 %",
                "Dunajska, Bežigrad|31.250|30.100|16:00 · 2.480|42 km/h|100 %", "Toplota|Temperatura dovoda|92,3 °C|88 °C|\u22121,5 °C · Moste, 00:00|", "Zrak|20|60|2|97 %",
            ],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\b(of|the|and|hour|open|acknowledged)\b", text);
    }

    [Fact]
    public void EmptyDay_SaysSo()
    {
        var empty = SomeReport.Full with { Tasks = [], Night = new(SomeDay.Winter.Evening, new([], 0)), Air = new([], 0), Traffic = new([], 0), Utilities = [], Availability = [] };
        var text = Plain(ReportHtml.Document(empty, "en", Plans.Ljubljana, null));
        Assert.Contains("0 things need a person today. 0 alerts in the night.", text, StringComparison.Ordinal);
        Assert.Contains("No alert since 12 Jan 2026, 18:00.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("readings came", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NameOfAStation_IsTextAndNothingElse()
    {
        var hostile = SomeReport.Full with { Traffic = new([SomeReport.Full.Traffic.Items[0] with { Station = "<script>alert(1)</script>\u202E\n<img src=x>" }], 0) };
        var html = ReportHtml.Document(hostile, "en", Plans.Ljubljana, "https://city.example.org");
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', html);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 2)]
    [InlineData("https://city.example.org", 2)]
    public void Alerts_AreLinks_WhereTheCityHasAnAddress(string? city, int links)
    {
        var html = ReportHtml.Document(SomeReport.Full, "en", Plans.Ljubljana, city);
        Assert.Equal(links, Regex.Count(html, $"<a href=\"{city}/alerts/a-[12]\">"));
    }

    [Fact]
    public void Document_FetchesNothing() => Assert.DoesNotMatch("src=|url\\(|@import|<link|<script", ReportHtml.Document(SomeReport.Full, "sl", Plans.Ljubljana, "https://city.example.org"));

    [Fact]
    public void Message_HasTheSheet_WhatToDoInPlainText_AndTheLink()
    {
        var content = SomeNotice.Of("en", NotificationReason.Report) with { Report = SomeReport.Full, PageLink = Page, City = new Uri("https://city.example.org/") };
        var message = MessageWriter.Write(content, Plans.Ljubljana);
        Assert.Equal("Daily report, Monday, 12 January 2026", message.Subject);
        Assert.Contains("- Open alerts that nobody has acknowledged · 9 · High NO₂ – Celovška 12 and 8 more\n", message.Text, StringComparison.Ordinal);
        Assert.Contains($"Open in CityOps: {Page}", message.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://city.example.org/alerts/a-1\"", message.Html, StringComparison.Ordinal);
        Assert.EndsWith(Page.AbsoluteUri, message.Short, StringComparison.Ordinal);
        var notice = Notice.Of(content, Plans.Ljubljana);
        Assert.Equal((message.Subject, 0, null), (notice.Subject, notice.Lines.Count, notice.Worst));
        Assert.StartsWith("10 things need a person today.", notice.Opening, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_ComesBackAsItWent()
    {
        var json = DailyReportJson.Write(SomeReport.Full);
        Assert.True(DailyReportJson.TryRead(json, out var again));
        Assert.Equal(json, DailyReportJson.Write(again));
        Assert.Equal(TextOf("en"), Plain(ReportHtml.Document(again, "en", Plans.Ljubljana, "")));
        Assert.False(DailyReportJson.TryRead("{", out _));
    }

    static string TextOf(string language) => Plain(ReportHtml.Document(SomeReport.Full, language, Plans.Ljubljana, ""));

    /// <summary>Cells of a row apart by bars.</summary>
    static string Plain(string html) => System.Net.WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(Regex.Replace(html, "<style>.*?</style>", "", RegexOptions.Singleline), "</t[dh]><t[dh][^>]*>", "|"), "<[^>]+>", ""));
}
