using System.Text;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;

namespace CityOps.Core.Reports;

/// <summary>A report as a message. Stateless; safe for concurrent use.</summary>
public static class ReportMessage
{
    const int LongestName = 600;

    /// <summary><c>Daily report, Sunday, 29 November 2026</c>.</summary>
    public static string TitleOf(DailyReport report, string language, TimeZoneInfo zone)
    {
        var speech = ReportHtml.SpeechOf(language, zone);
        return $"{speech.Words.Title}, {speech.Day(report.Day)}";
    }

    /// <summary>The report in three sentences.</summary>
    public static string SummaryOf(DailyReport report, string language, TimeZoneInfo zone) => new ReportParts(report, ReportHtml.SpeechOf(language, zone)).Summary();

    internal static Message Write(DailyReport report, NotificationContent content, TimeZoneInfo zone)
    {
        var (language, page) = (content.Language, content.PageLink);
        var title = TitleOf(report, language, zone);
        return new Message(
            title, TextOf(report, language, zone, page), ReportHtml.Document(report, language, zone, content.City?.ToString().TrimEnd('/')),
            $"{title}: {SummaryOf(report, language, zone)}{(page is null ? "" : " " + page.AbsoluteUri)}");
    }

    /// <summary>What to do and the night, line by line; the tables are in the other half of the mail.</summary>
    static string TextOf(DailyReport report, string language, TimeZoneInfo zone, Uri? page)
    {
        var speech = ReportHtml.SpeechOf(language, zone);
        var parts = new ReportParts(report, speech);
        var text = new StringBuilder().Append(TitleOf(report, language, zone)).Append("\n\n").Append(parts.Summary()).Append("\n\n");
        foreach (var part in parts.All().Take(2).Where(part => part.Rows.Count > 0))
        {
            text.Append(part.Title).Append('\n');
            foreach (var row in part.Rows)
            {
                text.Append("- ").Append(PlainText.Excerpt(string.Join(" · ", row.Select(cell => cell.Text)), LongestName)).Append('\n');
            }

            text.Append('\n');
        }

        return text.Append(page is null ? "" : $"{speech.Words.Open}: {page.AbsoluteUri}\n\n")
            .Append(ReportSpeech.Fill(speech.Words.AsOf, speech.Moment(report.MadeAt), speech.Zone)).Append('\n').ToString();
    }
}
