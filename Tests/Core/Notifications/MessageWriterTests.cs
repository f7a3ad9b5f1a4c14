using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using static CityOps.Tests.Core.Notifications.SomeNotice;

namespace CityOps.Tests.Core.Notifications;

public sealed class MessageWriterTests
{
    [Fact]
    public void OneAlert_IsToldInEnglish()
    {
        var message = Write(One() with { ActLink = ActLink, PageLink = PageLink });
        Assert.Equal("[CRITICAL] High NO₂ – Celovška 12, Šiška", message.Subject);
        Assert.Equal(
            """
            1 new alert.

            [CRITICAL] High NO₂ – Celovška 12, Šiška
            NO₂ at Celovška 12 has been above 200 µg/m³ since 13 Jan 2026, 07:10: 231.5 µg/m³ when raised.

            Acknowledge: https://city.example.org/act/abc?x=1&y=2

            Open in CityOps: https://city.example.org/alerts/a-1

            As it stood on 13 Jan 2026, 07:13 (Europe/Ljubljana).

            """,
            message.Text);
        Assert.Equal(
            "[CRITICAL] NO₂ at Celovška 12 has been above 200 µg/m³ since 13 Jan 2026, 07:10: 231.5 µg/m³ when raised. https://city.example.org/act/abc?x=1&y=2", message.Short);
    }

    [Fact]
    public void SeveralAlerts_AreToldInSlovenian()
    {
        var message = Write(Of("sl", NotificationReason.Reminder, Standing, Standing with { Severity = Severity.Minor, Quantity = "temperature", Unit = "Cel", Direction = ConditionKind.Below, Threshold = -5, Value = -7.5, Peak = -9 }) with
        {
            Count = 6, PageLink = PageLink,
        });
        Assert.Equal("[KRITIČNO] Opomnik: 6 opozoril, najhujše: NO₂: visoka vrednost – Celovška 12, Šiška", message.Subject);
        Assert.Equal(
            """
            6 opozoril je od zadnjega sporočila nespremenjenih.

            [KRITIČNO] NO₂: visoka vrednost – Celovška 12, Šiška
            Celovška 12, NO₂: vrednost je nad mejo 200 µg/m³ od 13. 1. 2026 ob 07:10 (ob sprožitvi 231,5 µg/m³).

            [MANJŠE] Temperatura: nizka vrednost – Celovška 12, Šiška
            Celovška 12, temperatura: vrednost je pod mejo −5 °C od 13. 1. 2026 ob 07:10 (ob sprožitvi −7,5 °C, skrajna vrednost −9 °C).

            in še 4 opozorila

            Odpri v CityOps: https://city.example.org/alerts/a-1

            Stanje: 13. 1. 2026 ob 07:13 (Europe/Ljubljana).

            """,
            message.Text);
        Assert.StartsWith("[KRITIČNO] Opomnik: 6 opozoril, najhujše: Celovška 12, NO₂: vrednost je nad mejo 200 µg/m³", message.Short, StringComparison.Ordinal);
        Assert.EndsWith(" https://city.example.org/alerts/a-1", message.Short, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NotificationReason.First, "en", "[CRITICAL] 2 alerts, worst: High", "2 new alerts.")]
    [InlineData(NotificationReason.First, "sl", "[KRITIČNO] 2 opozorili, najhujše: NO₂", "2 novi opozorili.")]
    [InlineData(NotificationReason.More, "en", "[CRITICAL] News: 2 alerts", "There is news since the last message; 2 alerts stand now.")]
    [InlineData(NotificationReason.More, "sl", "[KRITIČNO] Novo: 2 opozorili", "Od zadnjega sporočila se je nekaj spremenilo; zdaj sta odprti 2 opozorili.")]
    [InlineData(NotificationReason.Reminder, "en", "[CRITICAL] Reminder: 2 alerts", "2 alerts stand unchanged since the last message.")]
    [InlineData(NotificationReason.Reminder, "sl", "[KRITIČNO] Opomnik: 2 opozorili", "2 opozorili sta od zadnjega sporočila nespremenjeni.")]
    [InlineData(NotificationReason.Escalation, "en", "[CRITICAL] Not acknowledged: 2 alerts", "2 alerts that nobody has acknowledged yet. Escalation step 2.")]
    [InlineData(NotificationReason.Escalation, "sl", "[KRITIČNO] Nepotrjeno: 2 opozorili", "2 opozorili še nista potrjeni. Stopnja obveščanja: 2.")]
    [InlineData(NotificationReason.Cleared, "en", "[CLEARED] 2 alerts", "2 alerts are over.")]
    [InlineData(NotificationReason.Cleared, "sl", "[PRENEHALO] 2 opozorili", "2 opozorili sta prenehali.")]
    public void EachReason_HasItsOwnWords(NotificationReason reason, string language, string subject, string opening)
    {
        var message = Write(Of(language, reason, Standing, Standing) with { Step = 1 });
        Assert.StartsWith(subject, message.Subject, StringComparison.Ordinal);
        Assert.StartsWith(opening + "\n\n", message.Text, StringComparison.Ordinal);
        Assert.Contains(Html(opening), message.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "[TEST] CityOps notifications", "This is a test")]
    [InlineData("sl", "[PREIZKUS] Obvestila CityOps", "To je preizkus")]
    public void ATest_SaysThatNothingHasHappened(string language, string subject, string opening)
    {
        var message = Write(Try(language));
        Assert.Equal(subject, message.Subject);
        Assert.StartsWith(opening, message.Text, StringComparison.Ordinal);
        Assert.StartsWith(subject.Split(' ')[0] + " " + opening, message.Short, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1 novo opozorilo.")]
    [InlineData(2, "2 novi opozorili.")]
    [InlineData(3, "3 nova opozorila.")]
    [InlineData(4, "4 nova opozorila.")]
    [InlineData(5, "5 novih opozoril.")]
    [InlineData(11, "11 novih opozoril.")]
    [InlineData(21, "21 novih opozoril.")]
    [InlineData(101, "101 novo opozorilo.")]
    [InlineData(1_102, "1.102 novi opozorili.")]
    public void Counts_HaveTheFourFormsOfSlovenian(int count, string opening) =>
        Assert.StartsWith(opening, Write(Many(count, "sl")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(20, "en", null)]
    [InlineData(21, "en", "and 1 more alert\n")]
    [InlineData(1_020, "en", "and 1,000 more alerts\n")]
    [InlineData(21, "sl", "in še 1 opozorilo\n")]
    [InlineData(22, "sl", "in še 2 opozorili\n")]
    public void WhatIsNotNamed_IsCounted(int count, string language, string? more)
    {
        var text = Write(Many(count, language)).Text;
        Assert.Equal(20, text.Split('\n').Count(line => line.StartsWith(language == "sl" ? "[KRITIČNO]" : "[CRITICAL]", StringComparison.Ordinal)));
        Assert.Equal(more is not null, text.Contains(more ?? "more alert", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "DRILL")]
    [InlineData("sl", "VAJA")]
    public void ADrill_SaysSoInEveryPart(string language, string word)
    {
        Assert.All([One(language), Of(language, NotificationReason.Cleared, Over), Many(30, language)], content =>
        {
            var message = Write(content with { Drill = true });
            Assert.StartsWith($"[{word}] [", message.Subject, StringComparison.Ordinal);
            Assert.StartsWith($"[{word}] [", message.Short, StringComparison.Ordinal);
            Assert.StartsWith($"{word}: ", message.Text, StringComparison.Ordinal);
            Assert.StartsWith($"{word}: ", message.Text.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
            Assert.Equal(2, message.Html.Split($">{word}: ").Length - 1);
            Assert.All([message.Subject, message.Short, message.Text, message.Html], part => Assert.DoesNotContain(word, Write(content).Text + Write(content).Html, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void WhatIsOver_IsMarkedSoOnItsLine()
    {
        var message = Write(Of("en", NotificationReason.Cleared, Over));
        Assert.Contains("[CLEARED] High NO₂ – Celovška 12, Šiška\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("until 13 Jan 2026, 08:40", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AStationWithoutName_IsCalledByItsId() =>
        Assert.Equal("[CRITICAL] High NO₂ – st-9, Šiška", Write(Of("en", NotificationReason.First, Standing with { Station = "st-9" })).Subject);

    internal static Message Write(NotificationContent content) => MessageWriter.Write(content, Ljubljana);

    static string Html(string text) => System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text);
}
