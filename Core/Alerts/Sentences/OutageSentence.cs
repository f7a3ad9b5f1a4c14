namespace CityOps.Core.Alerts;

/// <summary>An alert about a part of CityOps in one sentence for people, in both languages: what, since when, and what it means.</summary>
static class OutageSentence
{
    public static LocalText Describe(OutageRule rule, Alert alert, TimeZoneInfo zone)
    {
        var (text, until) = alert is { Condition: AlertCondition.Cleared, ClearedAt: { } cleared } ? (rule.Was, cleared) : (rule.Is, 0);
        return new LocalText(
            Fill(text.En, MomentWords.InEnglish(alert.StartedAt, zone), MomentWords.InEnglish(until, zone)),
            Fill(text.Sl, MomentWords.InSlovenian(alert.StartedAt, zone), MomentWords.InSlovenian(until, zone)));
    }

    static string Fill(string text, string from, string until) =>
        text.Replace("{0}", from, StringComparison.Ordinal).Replace("{1}", until, StringComparison.Ordinal);
}
