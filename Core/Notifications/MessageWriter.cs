using System.Text;
using CityOps.Core.Readings;
using CityOps.Core.Reports;

namespace CityOps.Core.Notifications;

/// <summary>Puts a notification into words. Stateless; safe for concurrent use.</summary>
public static class MessageWriter
{
    const int ShortLength = 300;

    /// <summary>A longer link leaves no room for what it is about, and is left out.</summary>
    const int LongestLink = 200;

    /// <param name="zone">Of every time in the message.</param>
    public static Message Write(NotificationContent content, TimeZoneInfo zone)
    {
        if (content.Report is { } report)
        {
            return ReportMessage.Write(report, content, zone);
        }

        var notice = Notice.Of(content, zone);
        return new Message(notice.Subject, TextOf(notice, content), NoticeHtml.Write(notice, content), ShortOf(notice, content));
    }

    static string TextOf(Notice notice, NotificationContent content)
    {
        var text = new StringBuilder();
        AddParagraph(text, notice.Drill);
        AddParagraph(text, notice.Opening);
        foreach (var line in notice.Lines)
        {
            AddParagraph(text, $"[{line.Mark}] {line.Title}\n{line.Sentence}");
        }

        AddParagraph(text, notice.More);
        AddParagraph(text, content.ActLink is { } act ? $"{notice.Labels.Acknowledge}: {act.AbsoluteUri}" : null);
        AddParagraph(text, content.PageLink is { } page ? $"{notice.Labels.Open}: {page.AbsoluteUri}" : null);
        AddParagraph(text, notice.AsOf);
        // Whoever reads only the end of a long message is told as well.
        AddParagraph(text, notice.Drill);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    static void AddParagraph(StringBuilder text, string? paragraph)
    {
        if (paragraph is not null)
        {
            text.Append(paragraph).Append("\n\n");
        }
    }

    static string ShortOf(Notice notice, NotificationContent content)
    {
        var link = (content.ActLink ?? content.PageLink)?.AbsoluteUri is { Length: <= LongestLink } short1 ? " " + short1 : "";
        return PlainText.Excerpt(notice.Headline, ShortLength - link.Length) + link;
    }
}
