namespace CityOps.Core.Alerts;

/// <summary>An alert of several conditions in one place: its rule's name says what they mean together.</summary>
static class GroupSentence
{
    public static LocalText Describe(Alert alert, string? place, TimeZoneInfo zone)
    {
        var (name, where) = (alert.Rule.Name, place ?? "");
        var (from, od) = (MomentWords.InEnglish(alert.StartedAt, zone), MomentWords.InSlovenian(alert.StartedAt, zone));
        return alert is { Condition: AlertCondition.Cleared, ClearedAt: { } cleared }
            ? new LocalText(
                $"{where}: the conditions of “{name}” were met from {from} until {MomentWords.InEnglish(cleared, zone)}; cleared.",
                $"{where}: pogoji pravila »{name}« so bili izpolnjeni od {od} do {MomentWords.InSlovenian(cleared, zone)}; alarm je prenehal.")
            : new LocalText($"{where}: the conditions of “{name}” have been met since {from}.", $"{where}: pogoji pravila »{name}« so izpolnjeni od {od}.");
    }
}
