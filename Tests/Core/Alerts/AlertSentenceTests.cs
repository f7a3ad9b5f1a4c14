using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

public sealed class AlertSentenceTests
{
    static readonly TimeZoneInfo Ljubljana = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    static readonly Alert Active = new()
    {
        Id = "a", Rule = new AlertRuleReference("r1", 1, "High PM10"), Series = new SeriesId("aq-17", "pm10"), Domain = "air",
        Quantity = "pm10", Unit = "ug/m3", Severity = Severity.Major, Condition = AlertCondition.Active, Direction = ConditionKind.Above,
        StartedAt = Ms("2026-01-13T06:10:00Z"), RaisedAt = Ms("2026-01-13T07:10:00Z"), Value = 61.4, Peak = 61.4, Threshold = 50,
        Quality = Quality.Good, Revision = 1, Change = 1,
    };

    [Fact]
    public void AnActiveAlert_SaysWhereWhatHowMuchAndSinceWhen() => Says(
        Active,
        "PM10 at Celovška 12 has been above 50 µg/m³ since 13 Jan 2026, 07:10: 61.4 µg/m³ when raised.",
        "Celovška 12, delci PM10: vrednost je nad mejo 50 µg/m³ od 13. 1. 2026 ob 07:10 (ob sprožitvi 61,4 µg/m³).");

    [Fact]
    public void WhatIsUsual_IsSaid() => Says(
        Active with { Value = 30, Peak = 30, Threshold = 20, Asked = WrittenHistory.Rule("""{"condition":{"kind":"above","raise":20,"of":"baseline"}}""").Condition },
        "The difference from what is usual at this hour of PM10 at Celovška 12 has been above 20 µg/m³ since 13 Jan 2026, 07:10: 30 µg/m³ when raised.",
        "Celovška 12, delci PM10: razlika do običajne vrednosti ob tej uri je nad mejo 20 µg/m³ od 13. 1. 2026 ob 07:10 (ob sprožitvi 30 µg/m³).");

    [Fact]
    public void ASuspectRaise_IsSaid() => Says(
        Active with { Quality = Quality.Suspect },
        "PM10 at Celovška 12 has been above 50 µg/m³ since 13 Jan 2026, 07:10: 61.4 µg/m³ when raised, a suspect reading.",
        "Celovška 12, delci PM10: vrednost je nad mejo 50 µg/m³ od 13. 1. 2026 ob 07:10 (ob sprožitvi 61,4 µg/m³, vprašljiva meritev).");

    [Fact]
    public void AnUnknownAlert_SaysThatNobodyKnows() => Says(
        Active with { Condition = AlertCondition.Unknown, Peak = 70 },
        "PM10 at Celovška 12 was above 50 µg/m³ from 13 Jan 2026, 07:10: 61.4 µg/m³ when raised, 70 µg/m³ at worst; no readings come any more, so its present state is unknown.",
        "Celovška 12, delci PM10: vrednost je bila nad mejo 50 µg/m³ od 13. 1. 2026 ob 07:10 (ob sprožitvi 61,4 µg/m³, skrajna vrednost 70 µg/m³); meritev ni več, zato sedanje stanje ni znano.");

    [Fact]
    public void AClearedAlert_SaysUntilWhen() => Says(
        Active with { Condition = AlertCondition.Cleared, ClearedAt = Ms("2026-01-13T08:40:00Z"), Peak = 70 },
        "PM10 at Celovška 12 was above 50 µg/m³ from 13 Jan 2026, 07:10 until 13 Jan 2026, 09:40: 61.4 µg/m³ when raised, 70 µg/m³ at worst; cleared.",
        "Celovška 12, delci PM10: vrednost je bila nad mejo 50 µg/m³ od 13. 1. 2026 ob 07:10 do 13. 1. 2026 ob 09:40 (ob sprožitvi 61,4 µg/m³, skrajna vrednost 70 µg/m³); alarm je prenehal.");

    [Fact]
    public void ClosedWithoutATime_IsCalledClosed() => Says(
        Active with { Condition = AlertCondition.Cleared },
        "PM10 at Celovška 12 was above 50 µg/m³ from 13 Jan 2026, 07:10: 61.4 µg/m³ when raised; closed.",
        "Celovška 12, delci PM10: vrednost je bila nad mejo 50 µg/m³ od 13. 1. 2026 ob 07:10 (ob sprožitvi 61,4 µg/m³); alarm je zaprt.");

    [Fact]
    public void BelowInSummer_IsSaidWithSummerTimeAndMinusSigns() => Says(
        Active with
        {
            Quantity = "supplyTemperature", Unit = "Cel", Direction = ConditionKind.Below, Threshold = -1.5, Value = -2.25, Peak = -2.25,
            StartedAt = Ms("2026-07-01T22:30:00Z"),
        },
        "Supply temperature at Celovška 12 has been below -1.5 °C since 2 Jul 2026, 00:30: -2.25 °C when raised.",
        "Celovška 12, temperatura dovoda: vrednost je pod mejo −1,5 °C od 2. 7. 2026 ob 00:30 (ob sprožitvi −2,25 °C).");

    [Fact]
    public void PercentDimensionlessAndThousands_AreWrittenAsEachLanguageDoes()
    {
        Says(
            Active with { Quantity = "fill", Unit = "%", Threshold = 98, Value = 99.1, Peak = 99.1 },
            "Fill level at Celovška 12 has been above 98% since 13 Jan 2026, 07:10: 99.1% when raised.",
            "Celovška 12, napolnjenost: vrednost je nad mejo 98 % od 13. 1. 2026 ob 07:10 (ob sprožitvi 99,1 %).");
        Says(
            Active with { Quantity = "ph", Unit = "1", Threshold = 9.5, Value = 9.6125, Peak = 9.6125 },
            "pH at Celovška 12 has been above 9.5 since 13 Jan 2026, 07:10: 9.613 when raised.",
            "Celovška 12, pH: vrednost je nad mejo 9,5 od 13. 1. 2026 ob 07:10 (ob sprožitvi 9,613).");
        Says(
            Active with { Quantity = "flow", Unit = "m3/s", Threshold = 1_170, Value = 1_234.5, Peak = 1_234.5 },
            "Flow at Celovška 12 has been above 1,170 m³/s since 13 Jan 2026, 07:10: 1,234.5 m³/s when raised.",
            "Celovška 12, pretok: vrednost je nad mejo 1.170 m³/s od 13. 1. 2026 ob 07:10 (ob sprožitvi 1.234,5 m³/s).");
    }

    [Theory]
    [InlineData("2026-10-25T00:30:00Z", "25 Oct 2026, 02:30 (UTC+02:00)", "25. 10. 2026 ob 02:30 (UTC+02:00)")]
    [InlineData("2026-10-25T01:30:00Z", "25 Oct 2026, 02:30 (UTC+01:00)", "25. 10. 2026 ob 02:30 (UTC+01:00)")]
    [InlineData("2026-10-25T02:30:00Z", "25 Oct 2026, 03:30:", "25. 10. 2026 ob 03:30 (ob")]
    public void TheHourThatComesTwice_SaysWhichOne(string at, string en, string sl)
    {
        var sentence = AlertSentence.Describe(Active with { StartedAt = Ms(at) }, "X", Ljubljana);
        Assert.Contains(en, sentence.En, StringComparison.Ordinal);
        Assert.Contains(sl, sentence.Sl, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAStation_TheDeviceStandsForThePlace()
    {
        var sentence = AlertSentence.Describe(Active, null, Ljubljana);
        Assert.StartsWith("PM10 at aq-17 has", sentence.En, StringComparison.Ordinal);
        Assert.StartsWith("aq-17, delci PM10:", sentence.Sl, StringComparison.Ordinal);
    }

    static void Says(Alert alert, string en, string sl) =>
        Assert.Equal(new LocalText(en, sl), AlertSentence.Describe(alert, "Celovška 12", Ljubljana));

    static long Ms(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
