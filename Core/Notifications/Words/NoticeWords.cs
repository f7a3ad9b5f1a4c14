using CityOps.Core.Alerts;
using static CityOps.Core.Notifications.CountWords;

namespace CityOps.Core.Notifications;

/// <summary>The words of messages in one language. There are two of them.</summary>
sealed record NoticeWords
{
    static readonly NoticeWords InEnglish = new()
    {
        Language = "en",
        Drill = ("DRILL", "DRILL: this is an exercise. Nothing has happened in the city."),
        Severities = ["CRITICAL", "MAJOR", "MINOR", "WARNING"],
        Over = "CLEARED",
        Test = ("TEST", "CityOps notifications", "This is a test of the notifications of CityOps. Nothing has happened, and nothing has to be done."),
        Marks = ("News", "Reminder", "Not acknowledged"),
        Worst = "worst",
        Alerts = English("{0} alert", "{0} alerts"),
        AndMore = English("and {0} more alert", "and {0} more alerts"),
        First = English("{0} new alert.", "{0} new alerts."),
        More = English("There is news since the last message; {0} alert stands now.", "There is news since the last message; {0} alerts stand now."),
        Reminder = English("{0} alert stands unchanged since the last message.", "{0} alerts stand unchanged since the last message."),
        Escalation = English("{0} alert that nobody has acknowledged yet.", "{0} alerts that nobody has acknowledged yet."),
        Step = "Escalation step {0}.",
        Cleared = English("{0} alert is over.", "{0} alerts are over."),
        Acknowledge = "Acknowledge",
        Open = "Open in CityOps",
        AsOf = "As it stood on {0} ({1}).",
    };

    static readonly NoticeWords InSlovenian = new()
    {
        Language = "sl",
        Drill = ("VAJA", "VAJA: to je samo vaja. V mestu se ni zgodilo nič."),
        Severities = ["KRITIČNO", "RESNO", "MANJŠE", "BLAGO"],
        Over = "PRENEHALO",
        Test = ("PREIZKUS", "Obvestila CityOps", "To je preizkus obvestil sistema CityOps. Nič se ni zgodilo in ničesar ni treba storiti."),
        Marks = ("Novo", "Opomnik", "Nepotrjeno"),
        Worst = "najhujše",
        Alerts = Slovenian("{0} opozorilo", "{0} opozorili", "{0} opozorila", "{0} opozoril"),
        AndMore = Slovenian("in še {0} opozorilo", "in še {0} opozorili", "in še {0} opozorila", "in še {0} opozoril"),
        First = Slovenian("{0} novo opozorilo.", "{0} novi opozorili.", "{0} nova opozorila.", "{0} novih opozoril."),
        More = Slovenian(
            "Od zadnjega sporočila se je nekaj spremenilo; zdaj je odprto {0} opozorilo.", "Od zadnjega sporočila se je nekaj spremenilo; zdaj sta odprti {0} opozorili.",
            "Od zadnjega sporočila se je nekaj spremenilo; zdaj so odprta {0} opozorila.", "Od zadnjega sporočila se je nekaj spremenilo; zdaj je odprtih {0} opozoril."),
        Reminder = Slovenian(
            "{0} opozorilo je od zadnjega sporočila nespremenjeno.", "{0} opozorili sta od zadnjega sporočila nespremenjeni.",
            "{0} opozorila so od zadnjega sporočila nespremenjena.", "{0} opozoril je od zadnjega sporočila nespremenjenih."),
        Escalation = Slovenian("{0} opozorilo še ni potrjeno.", "{0} opozorili še nista potrjeni.", "{0} opozorila še niso potrjena.", "{0} opozoril še ni potrjenih."),
        Step = "Stopnja obveščanja: {0}.",
        Cleared = Slovenian("{0} opozorilo je prenehalo.", "{0} opozorili sta prenehali.", "{0} opozorila so prenehala.", "{0} opozoril je prenehalo."),
        Acknowledge = "Potrdi",
        Open = "Odpri v CityOps",
        AsOf = "Stanje: {0} ({1}).",
    };

    public required string Language { get; init; }

    /// <summary>For a subject, and as a sentence.</summary>
    public required (string Mark, string Sentence) Drill { get; init; }

    /// <summary>The worst first.</summary>
    public required IReadOnlyList<string> Severities { get; init; }

    /// <summary>In place of a severity where all is over.</summary>
    public required string Over { get; init; }

    public required (string Mark, string Subject, string Sentence) Test { get; init; }

    /// <summary>How a subject begins; the first message has none.</summary>
    public required (string More, string Reminder, string Escalation) Marks { get; init; }

    /// <summary>Between the number of alerts and the one that a subject names.</summary>
    public required string Worst { get; init; }

    public required CountWords Alerts { get; init; }

    /// <summary>Those that are not named.</summary>
    public required CountWords AndMore { get; init; }

    public required CountWords First { get; init; }
    public required CountWords More { get; init; }
    public required CountWords Reminder { get; init; }
    public required CountWords Escalation { get; init; }

    /// <summary>{0} = which step this is, from 1.</summary>
    public required string Step { get; init; }

    public required CountWords Cleared { get; init; }
    public required string Acknowledge { get; init; }
    public required string Open { get; init; }

    /// <summary>{0} = when, {1} = the zone.</summary>
    public required string AsOf { get; init; }

    /// <param name="language">Any but Slovenian is English.</param>
    public static NoticeWords Of(string language) => language == "sl" ? InSlovenian : InEnglish;

    public string Severity(Severity severity) => Severities[(int)severity - 1];

    public string Say(LocalText text) => Language == "sl" ? text.Sl : text.En;

    public string Moment(long at, TimeZoneInfo zone) => Language == "sl" ? MomentWords.InSlovenian(at, zone) : MomentWords.InEnglish(at, zone);
}
