using System.Globalization;
using System.Text;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Api;

/// <summary>Readings as CSV: UTF-8, RFC 4180, decimal point. A text that a spreadsheet would take for a formula gets an apostrophe.</summary>
static class ReadingsCsv
{
    public static IResult Raw(SeriesId series, RawAnswer answer)
    {
        var csv = new StringBuilder("time,series,value,unit,quality\r\n");
        foreach (var item in answer.Items)
        {
            Row(csv, item.T, Text(series.ToString()), Number(item.V), Text(answer.Unit), item.Q);
        }

        return Answer(csv);
    }

    /// <summary>What was asked for beside the usual stands in columns of its own, after them and before the unit.</summary>
    public static IResult Buckets(SeriesId series, BucketAnswer answer)
    {
        string[] columns = ["mean", "min", "max", "count", .. answer.Extra];
        var csv = new StringBuilder("time,series,").AppendJoin(',', columns).Append(",unit\r\n");
        foreach (var item in answer.Items)
        {
            Row(csv, [(string)item["t"]!, Text(series.ToString()), .. columns.Select(column => Number(item[column])), Text(answer.Unit)]);
        }

        return Answer(csv);
    }

    /// <summary>Somebody asks for CSV in place of JSON.</summary>
    internal static bool IsWanted(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);

    internal static string Text(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    static string Number(object? value) => (value as IFormattable)?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    static void Row(StringBuilder csv, params ReadOnlySpan<string> cells) => csv.AppendJoin(',', cells).Append("\r\n");

    static IResult Answer(StringBuilder csv) => Results.Text(csv.ToString(), "text/csv", Encoding.UTF8);
}
