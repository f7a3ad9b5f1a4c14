using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Core.Reports;

/// <summary>Numbers, days and moments of a report as its reader writes them. Stateless; safe for concurrent use.</summary>
sealed class ReportSpeech(ReportWords words, TimeZoneInfo zone)
{
    public ReportWords Words => words;

    public string Day(DateOnly day) => day.ToString(words.DayFormat, words.Culture);

    /// <summary>Day and time.</summary>
    public string Moment(long at) => words.Language == "sl" ? MomentWords.InSlovenian(at, zone) : MomentWords.InEnglish(at, zone);

    /// <summary>Only the time of day.</summary>
    public string Time(long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Whole(double value) => Math.Round(value, MidpointRounding.AwayFromZero).ToString("#,##0", words.Culture);

    /// <summary>With about three digits, and its unit.</summary>
    public string Amount(double value, string unit) => (words.Language == "sl" ? AmountWords.Slovenian : AmountWords.English).Amount(Rounded(value), unit);

    public string Percent(double share) => Whole(Math.Floor(share * 100)) + words.PercentSpace + "%";

    public string Severity(Severity severity) => words.Severities[(int)severity - 1];

    public string Say(LocalText text) => words.Language == "sl" ? text.Sl : text.En;

    public string Quantity(string quantity) => Say(QuantityLabels.For(quantity));

    public string Domain(string domain) => Domains.All.Index().FirstOrDefault(one => one.Item == domain) is { Item: not null } found ? words.Domains[found.Index] : domain;

    public string Zone => zone.Id;

    public static string Fill(string text, string first, string second = "") =>
        text.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);

    static double Rounded(double value) => Math.Round(value, Math.Abs(value) switch { >= 100 => 0, >= 10 => 1, _ => 2 }, MidpointRounding.AwayFromZero);
}
