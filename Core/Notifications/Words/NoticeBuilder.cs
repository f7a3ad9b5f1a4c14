using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Core.Reports;

namespace CityOps.Core.Notifications;

/// <summary>Makes a <see cref="Notice"/> of what somebody is to know. Texts of devices and people are cleaned here, and only here.</summary>
sealed class NoticeBuilder(NotificationContent content, TimeZoneInfo zone)
{
    const int TitleLength = 150;
    const int SentenceLength = 500;
    const int SubjectLength = 250;

    readonly NoticeWords _words = NoticeWords.Of(content.Language);

    bool IsTest => content.Reason == NotificationReason.Test;

    public Notice Build(int mostNamed) => content.Report is { } report ? OfReport(report) : OfAlerts(mostNamed);

    Notice OfReport(DailyReport report)
    {
        var title = ReportMessage.TitleOf(report, content.Language, zone);
        return new Notice
        {
            Language = _words.Language, Subject = title, Headline = title, Opening = ReportMessage.SummaryOf(report, content.Language, zone), Lines = [], AsOf = AsOf(),
            Labels = (_words.Acknowledge, _words.Open),
        };
    }

    Notice OfAlerts(int mostNamed)
    {
        var lines = content.Alerts.Take(Math.Min(mostNamed, NotificationContent.MostNamed)).Select(LineOf).ToList();
        var (head, first) = (Head(), lines.FirstOrDefault());
        var others = content.Count - lines.Count;
        return new Notice
        {
            Language = _words.Language,
            Subject = PlainText.Excerpt(head + (IsTest ? _words.Test.Subject : first?.Title ?? "CityOps"), SubjectLength),
            Headline = head + (first?.Sentence ?? Opening()),
            Drill = content.Drill ? _words.Drill.Sentence : null,
            Opening = Opening(),
            Lines = lines,
            More = lines.Count > 0 && others > 0 ? _words.AndMore.Of(others) : null,
            AsOf = AsOf(),
            Worst = content.Reason is NotificationReason.Cleared or NotificationReason.Test ? null : content.Worst,
            Labels = (_words.Acknowledge, _words.Open),
        };
    }

    string AsOf() => Fill(_words.AsOf, _words.Moment(content.At, zone), zone.Id);

    NoticeLine LineOf(Alert alert)
    {
        var station = alert.Station is { } id ? content.StationNames.GetValueOrDefault(id, id) : null;
        var isOver = alert.Condition == AlertCondition.Cleared;
        var what = _words.Say(AlertTitle.Of(alert));
        var where = string.Join(", ", new[] { station ?? alert.Device, alert.District }.Where(part => !string.IsNullOrEmpty(part)).Distinct());
        return new NoticeLine(
            alert.Severity, isOver ? _words.Over : _words.Severity(alert.Severity), isOver,
            PlainText.Excerpt(where.Length == 0 ? what : $"{what} – {where}", TitleLength),
            PlainText.Excerpt(_words.Say(AlertSentence.Describe(alert, station, zone)), SentenceLength));
    }

    /// <summary><c>[DRILL] [CRITICAL] Reminder: 23 alerts, worst: </c>.</summary>
    string Head()
    {
        var mark = IsTest ? _words.Test.Mark
            : content.Reason == NotificationReason.Cleared ? _words.Over
            : content.Worst is { } worst ? _words.Severity(worst) : null;
        var reason = content.Reason switch
        {
            NotificationReason.More => _words.Marks.More,
            NotificationReason.Reminder => _words.Marks.Reminder,
            NotificationReason.Escalation => _words.Marks.Escalation,
            _ => null,
        };
        return (content.Drill ? $"[{_words.Drill.Mark}] " : "") + (mark is null ? "" : $"[{mark}] ") + (reason is null ? "" : $"{reason}: ") +
            (content.Count > 1 && !IsTest ? $"{_words.Alerts.Of(content.Count)}, {_words.Worst}: " : "");
    }

    string Opening() => content.Reason switch
    {
        NotificationReason.More => _words.More.Of(content.Count),
        NotificationReason.Reminder => _words.Reminder.Of(content.Count),
        NotificationReason.Escalation => $"{_words.Escalation.Of(content.Count)} {Fill(_words.Step, (content.Step + 1).ToString(CultureInfo.InvariantCulture))}",
        NotificationReason.Cleared => _words.Cleared.Of(content.Count),
        NotificationReason.Test => _words.Test.Sentence,
        _ => _words.First.Of(content.Count),
    };

    static string Fill(string text, string first, string second = "") =>
        text.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);
}
