using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Dashboard.Access;

/// <summary>A person's choices as a form has them: as they stand in the plan, or as they were filled in.</summary>
/// <param name="From">The least severity by channel; a channel that is not used is not in it.</param>
/// <param name="Spans">Quiet hours as <c>22:00</c>; a row that is empty does not count.</param>
/// <param name="Days">On which days they begin; empty = on all.</param>
public sealed record OwnChoicesForm(string Language, IReadOnlyDictionary<string, Severity> From, IReadOnlyList<(string From, string Until)> Spans, IReadOnlySet<DayOfWeek> Days)
{
    public const string LanguageField = "toldLanguage";
    public const string DayField = "quietDay";
    public const string FromField = "quietFrom";
    public const string UntilField = "quietUntil";

    /// <summary>What is wrong with hours, beside what <see cref="ChoiceProblem"/> has.</summary>
    public const string SpanProblem = "Span";

    const int MinutesOfDay = 1_440;
    const int MostSpans = 24;

    public static string FieldOf(string channel) => "told-" + channel;

    public static OwnChoicesForm Of(Contact contact) => new(
        contact.Language, contact.Channels.Where(way => contact.AddressOn(way.Channel) is not null).ToDictionary(way => way.Channel, way => way.From),
        [.. (contact.Quiet?.Hours ?? []).Select(span => (ClockOf(span.From), ClockOf(span.To)))], (contact.Quiet?.Days ?? []).ToHashSet());

    public static OwnChoicesForm Of(IFormCollection form)
    {
        var from = new Dictionary<string, Severity>();
        foreach (var channel in (string[])[Contact.EmailChannel, Contact.SmsChannel])
        {
            if (RuleWords.TryReadSeverity(form[FieldOf(channel)], out var severity))
            {
                from[channel] = severity;
            }
        }

        return new OwnChoicesForm(
            form[LanguageField] == "en" ? "en" : "sl", from, [.. form[FromField].Zip(form[UntilField], (a, b) => (a ?? "", b ?? "")).Take(MostSpans)],
            form[DayField].Select(day => Enum.TryParse<DayOfWeek>(day, out var known) && Enum.IsDefined(known) ? known : (DayOfWeek?)null).OfType<DayOfWeek>().ToHashSet());
    }

    /// <summary>The choices; null with the name of what is wrong.</summary>
    public OwnChoices? For(Contact contact, out string? problem)
    {
        var quiet = QuietFor(contact.Quiet, out problem);
        if (problem is not null)
        {
            return null;
        }

        // Those that were used stay in their order: the first is preferred.
        var channels = contact.Channels.Select(way => way.Channel).Concat(From.Keys).Distinct().Where(From.ContainsKey).Select(channel => new ContactChannel(channel, From[channel]));
        var choices = new OwnChoices(Language, [.. channels], quiet);
        problem = choices.ProblemFor(contact) is not ChoiceProblem.None and var refused ? refused.ToString() : null;
        return problem is null ? choices : null;
    }

    /// <summary>Months and holidays, which the form has not, stay as they are, until hours and days are emptied.</summary>
    Schedule? QuietFor(Schedule? before, out string? problem)
    {
        problem = null;
        var hours = new List<(int From, int To)>();
        foreach (var (from, until) in Spans.Where(span => !string.IsNullOrWhiteSpace(span.From + span.Until)))
        {
            if (!TryReadClock(from, out var start) || !TryReadClock(until, out var end) || start == end || start == MinutesOfDay)
            {
                problem = SpanProblem;
                return null;
            }

            hours.Add((start, end));
        }

        if (before is not null && Days.SetEquals(before.Days) && hours.SequenceEqual(before.Hours))
        {
            return before;
        }

        return hours.Count + Days.Count == 0 ? null : (before ?? new Schedule()) with { Hours = hours, Days = [.. Days.OrderBy(day => ((int)day + 6) % 7)] };
    }

    static string ClockOf(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    /// <summary><c>22:00</c>, <c>6.30</c> as people write it in Slovenia, too, or <c>24:00</c>.</summary>
    static bool TryReadClock(string text, out int minutes)
    {
        minutes = 0;
        var parts = text.Trim().Split(':', '.');
        if (parts is not [{ Length: 1 or 2 } hours, { Length: 2 } rest] || !int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ||
            !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var minute) || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        return minutes <= MinutesOfDay;
    }
}
