using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

public sealed class OutageSentenceTests
{
    const string Since = "13 Jan 2026, 12:03";
    const string Until = "13 Jan 2026, 12:40";
    const string SinceSl = "13. 1. 2026 ob 12:03";
    const string UntilSl = "13. 1. 2026 ob 12:40";

    [Theory]
    [InlineData(
        "store", $"The telemetry store has kept nothing since {Since}; readings wait in the journal and nothing is lost.",
        $"Shramba meritev od {SinceSl} ni shranila ničesar; meritve čakajo v dnevniku in nič ni izgubljeno.")]
    [InlineData(
        "journal", $"The journal has taken nothing since {Since}; nothing is acknowledged, and messages wait at their senders.",
        $"Dnevnik od {SinceSl} ne sprejema ničesar; nič ni potrjeno, sporočila čakajo pri pošiljateljih.")]
    [InlineData("broker", $"The broker has been away since {Since}; no readings come in.", $"Posrednik sporočil ne deluje od {SinceSl}; nove meritve ne prihajajo.")]
    public void WhileItLasts_ItSaysSinceWhenAndWhatItMeans(string part, string en, string sl) =>
        Assert.Equal(new LocalText(en, sl), Describe(Away(part)));

    [Theory]
    [InlineData(
        "store", $"The telemetry store kept nothing from {Since} until {Until}; readings waited in the journal and nothing was lost.",
        $"Shramba meritev od {SinceSl} do {UntilSl} ni shranila ničesar; meritve so čakale v dnevniku in nič ni bilo izgubljeno.")]
    [InlineData(
        "journal", $"The journal took nothing from {Since} until {Until}; nothing was acknowledged, and messages waited at their senders.",
        $"Dnevnik od {SinceSl} do {UntilSl} ni sprejel ničesar; nič ni bilo potrjeno, sporočila so čakala pri pošiljateljih.")]
    [InlineData(
        "broker", $"The broker was away from {Since} until {Until}; no readings came in.",
        $"Posrednik sporočil ni deloval od {SinceSl} do {UntilSl}; nove meritve niso prihajale.")]
    public void Afterwards_ItSaysUntilWhen(string part, string en, string sl) =>
        Assert.Equal(new LocalText(en, sl), Describe(Away(part) with { Condition = AlertCondition.Cleared, ClearedAt = Ms("2026-01-13T11:40:10Z") }));

    [Fact]
    public void ARuleOfAnotherRelease_IsSaidLikeAnyOther()
    {
        var sentence = Describe(Away("tomorrow"));
        Assert.StartsWith("outage has been above 10 s since 13 Jan 2026, 12:03", sentence.En, StringComparison.Ordinal);
        Assert.StartsWith("outage: vrednost je nad mejo 10 s od 13. 1. 2026 ob 12:03", sentence.Sl, StringComparison.Ordinal);
    }

    static LocalText Describe(Alert alert) => AlertSentence.Describe(alert, null, TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));

    static Alert Away(string part) => new()
    {
        Id = "a", Rule = new AlertRuleReference("cityops-" + part, 1, "away"), Domain = null, Quantity = "outage", Unit = "s", Severity = Severity.Major,
        Condition = AlertCondition.Active, StartedAt = Ms("2026-01-13T11:03:00Z"), RaisedAt = Ms("2026-01-13T11:03:10Z"), Value = 10, Peak = 10,
        Threshold = 10, Direction = ConditionKind.Above, Quality = Quality.Good, Revision = 1, Change = 1,
    };

    static long Ms(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
