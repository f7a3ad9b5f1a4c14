using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CityOps.Core.Readings;

namespace CityOps.Core.Reports;

/// <summary>
/// A report as HTML: headings and tables that need no script and fetch nothing, so that the same prints on A4, goes by mail and stands on a page. What comes from
/// devices and people is cleaned and encoded. Stateless; safe for concurrent use.
/// </summary>
public static class ReportHtml
{
    // Grey on white, as it prints; no meaning by colour alone. Mail programs that know no style sheet show plain tables.
    const string Style = """
        body{margin:0 auto;padding:16px;max-width:1040px;background:#fff;color:#14171b;font:15px/1.45 Arial,Helvetica,sans-serif}
        h1{font-size:24px;line-height:1.25;margin:0 0 4px}
        h2{font-size:18px;line-height:1.3;margin:24px 0 4px;break-after:avoid}
        p{margin:4px 0}
        .report-note{color:#4a5866}
        table{width:100%;border-collapse:collapse;margin-top:6px}
        th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid #aeb7bf}
        thead th{font-weight:bold}
        tbody th{font-weight:normal}
        .table-scroll{overflow-x:auto}
        .report-number{text-align:right}
        .report-bad{font-weight:bold}
        tr{break-inside:avoid}
        thead{display:table-header-group}
        a{color:#1f4f7a}
        @page{size:A4;margin:14mm}
        @media print{.table-scroll{overflow:visible}body{padding:0;max-width:none;font-size:10pt}a{color:inherit;text-decoration:none}}
        """;

    const int LongestText = 600;

    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A whole document.</summary>
    /// <param name="language">Any but <c>sl</c> is English.</param>
    /// <param name="city">The address of the city's pages, without a slash at its end; empty on a page of the city; null = there are no links.</param>
    public static string Document(DailyReport report, string language, TimeZoneInfo zone, string? city)
    {
        var (speech, title) = (SpeechOf(language, zone), ReportMessage.TitleOf(report, language, zone));
        return $"""
            <!DOCTYPE html>
            <html lang="{speech.Words.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>{Encode(title)}</h1>
            {Sheet(report, language, zone, city)}
            </body>
            </html>

            """;
    }

    /// <summary>Everything below the title, for a page that has one.</summary>
    public static string Sheet(DailyReport report, string language, TimeZoneInfo zone, string? city)
    {
        var speech = SpeechOf(language, zone);
        var parts = new ReportParts(report, speech);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"report-summary\">{Encode(parts.Summary())}</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"report-note\">{Encode(ReportSpeech.Fill(speech.Words.AsOf, speech.Moment(report.MadeAt), speech.Zone))}</p>\n");
        foreach (var part in parts.All())
        {
            AddPart(html, part, city);
        }

        return html.ToString();
    }

    internal static ReportSpeech SpeechOf(string language, TimeZoneInfo zone) => new(ReportWords.For(language), zone);

    static void AddPart(StringBuilder html, ReportPart part, string? city)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"report-part\">\n<h2 id=\"report-{part.Id}\">{Encode(part.Title)}</h2>\n");
        if (part.Note is { } note && part.Rows.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"report-note\">{Encode(note)}</p>\n");
        }

        if (part.Rows.Count == 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(part.Empty)}</p>\n");
        }
        else
        {
            AddTable(html, part, city);
        }

        if (part.Others is { } others)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"report-note\">{Encode(others)}</p>\n");
        }

        html.Append("</section>\n");
    }

    static void AddTable(StringBuilder html, ReportPart part, string? city)
    {
        // A table wider than a telephone scrolls in itself, also by keyboard.
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"report-{part.Id}\">\n<table>\n<thead><tr>");
        for (var column = 0; column < part.Head.Count; column++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{ClassOf(part.Rows[0][column] with { IsBad = false })}>{Encode(part.Head[column])}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in part.Rows)
        {
            html.Append("<tr>").AppendJoin("", row.Select((cell, column) => column == 0
                ? $"<th scope=\"row\"{ClassOf(cell)}>{Linked(cell, city)}</th>"
                : $"<td{ClassOf(cell)}>{Linked(cell, city)}</td>")).Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n</div>\n");
    }

    static string Linked(ReportCell cell, string? city) =>
        cell.Path is { } path && city is not null ? $"<a href=\"{Encode(city + path)}\">{Encode(cell.Text)}</a>" : Encode(cell.Text);

    static string ClassOf(ReportCell cell) => (cell.IsNumber, cell.IsBad) switch
    {
        (true, true) => " class=\"report-number report-bad\"",
        (true, false) => " class=\"report-number\"",
        (false, true) => " class=\"report-bad\"",
        _ => "",
    };

    static string Encode(string text) => Encoder.Encode(PlainText.Excerpt(text, LongestText));
}
