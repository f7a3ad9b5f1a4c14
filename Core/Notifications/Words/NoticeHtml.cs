using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>
/// A notice as a document for mail programs: tables, because some of them know nothing else; every text beside its own ground, because some
/// of them turn both over in the dark; nothing fetched. Whatever comes from outside goes through <see cref="Encode"/>.
/// </summary>
static class NoticeHtml
{
    const string Ink = "#14171b";
    const string Paper = "#ffffff";
    const string Ground = "#e4e7ea";
    const string Blue = "#1f4f7a";
    const string Font = "font-family:Arial,Helvetica,sans-serif;";
    const string Table = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(Notice notice, NotificationContent content)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="{notice.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(notice.Subject)}</title>
            </head>
            <body style="margin:0;padding:0;background-color:{Ground};color:{Ink};">
            {Table} bgcolor="{Ground}" style="background-color:{Ground};"><tr><td align="center" style="padding:12px 8px;">
            {Table} bgcolor="{Paper}" style="max-width:600px;background-color:{Paper};text-align:left;">

            """);
        AddBanner(html, notice.Drill);
        AddHead(html, notice);
        AddCell(html, "padding:16px 20px 4px 20px;font-size:16px;line-height:24px;", Encode(notice.Opening));
        AddButton(html, content.ActLink, notice.Labels.Acknowledge);
        foreach (var line in notice.Lines)
        {
            AddLine(html, line);
        }

        AddCell(html, "padding:12px 20px 0 20px;font-size:16px;line-height:24px;font-weight:bold;", notice.More is { } more ? Encode(more) : null);
        AddCell(html, "padding:16px 20px 0 20px;font-size:16px;line-height:24px;", content.PageLink is { } page
            ? $"<a href=\"{Encode(page.AbsoluteUri)}\" style=\"color:{Blue};\">{Encode(notice.Labels.Open)}</a>"
            : null);
        AddCell(html, "padding:16px 20px 20px 20px;font-size:13px;line-height:20px;", Encode(notice.AsOf));
        AddBanner(html, notice.Drill);
        return html.Append("</table>\n</td></tr></table>\n</body>\n</html>\n").ToString();
    }

    static void AddBanner(StringBuilder html, string? drill)
    {
        if (drill is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"""
                <tr><td bgcolor="{Ink}" align="center" style="padding:14px 20px;border:4px dashed #f2c230;background-color:{Ink};color:#ffffff;{Font}font-size:18px;line-height:26px;font-weight:bold;">{Encode(drill)}</td></tr>

                """);
        }
    }

    /// <summary>How bad, and what it is about, on a ground of the colour that the pages have for it.</summary>
    static void AddHead(StringBuilder html, Notice notice)
    {
        var (ground, ink) = Tone(notice.Worst);
        html.Append(CultureInfo.InvariantCulture, $"""
            <tr><td bgcolor="{ground}" style="padding:16px 20px;background-color:{ground};color:{ink};{Font}font-size:20px;line-height:28px;font-weight:bold;">{Encode(notice.Subject)}</td></tr>

            """);
    }

    static void AddCell(StringBuilder html, string style, string? inner)
    {
        if (inner is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"""
                <tr><td bgcolor="{Paper}" style="{style}background-color:{Paper};color:{Ink};{Font}">{inner}</td></tr>

                """);
        }
    }

    /// <summary>Large enough for a thumb, and a link to any program that draws no ground.</summary>
    static void AddButton(StringBuilder html, Uri? link, string label)
    {
        if (link is not null)
        {
            AddCell(html, "padding:12px 20px;", $"""
                {Table}><tr><td bgcolor="{Blue}" align="center" style="background-color:{Blue};border-radius:4px;"><a href="{Encode(link.AbsoluteUri)}" style="display:block;padding:16px 20px;background-color:{Blue};border-radius:4px;color:#ffffff;{Font}font-size:20px;line-height:28px;font-weight:bold;text-decoration:none;">{Encode(label)}</a></td></tr></table>
                """);
        }
    }

    static void AddLine(StringBuilder html, NoticeLine line)
    {
        var (ground, ink) = Tone(line.IsOver ? null : line.Severity);
        AddCell(html, "padding:12px 20px 0 20px;", $"""
            {Table} style="border:1px solid {ground};"><tr>
            <td bgcolor="{ground}" style="padding:6px 12px;background-color:{ground};color:{ink};{Font}font-size:14px;line-height:20px;font-weight:bold;">{Shape(line)} {Encode(line.Mark)}</td></tr>
            <tr><td bgcolor="{Paper}" style="padding:10px 12px;background-color:{Paper};color:{Ink};{Font}font-size:16px;line-height:24px;word-break:break-word;"><strong>{Encode(line.Title)}</strong><br>{Encode(line.Sentence)}</td></tr></table>
            """);
    }

    /// <summary>Each severity has a shape beside its word and colour, as on the pages.</summary>
    static string Shape(NoticeLine line) => line switch
    {
        { IsOver: true } => "○",
        { Severity: Severity.Critical } => "■",
        { Severity: Severity.Major } => "▲",
        { Severity: Severity.Minor } => "◆",
        _ => "●",
    };

    /// <summary>Ground and ink with a contrast of at least 5 to 1.</summary>
    static (string Ground, string Ink) Tone(Severity? severity) => severity switch
    {
        Severity.Critical => ("#b3122b", "#ffffff"),
        Severity.Major => ("#b34a00", "#ffffff"),
        // Darker than on the pages: programs that darken turn dark ink over and leave a yellow ground.
        Severity.Minor => ("#8a6900", "#ffffff"),
        Severity.Warning => ("#4a5866", "#ffffff"),
        _ => (Blue, "#ffffff"),
    };

    static string Encode(string text) => Encoder.Encode(text);
}
