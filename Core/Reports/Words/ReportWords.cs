using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Core.Reports;

/// <summary>The words of a daily report in one language. There are two of them.</summary>
sealed record ReportWords
{
    static readonly ReportWords InEnglish = new()
    {
        Language = "en",
        Culture = MomentWords.English,
        Title = "Daily report",
        DayFormat = "dddd, d MMMM yyyy",
        Summary = (CountWords.English("{0} thing needs a person today.", "{0} things need a person today."), CountWords.English("{0} alert in the night.", "{0} alerts in the night."),
            "{0} of the expected readings came."),
        Open = "Open in CityOps",
        AsOf = "Made on {0} ({1}). What comes later does not change it.",
        Parts = ("What needs a person today", "The night's alerts", "Air quality against limits", "Traffic", "Utilities", "Data availability"),
        Nothing = ("Nothing.", "No alert since {0}.", "Nothing was measured.", "Since {0}"),
        Others = CountWords.English("and {0} more", "and {0} more"),
        Tasks = new Dictionary<TaskKind, string>
        {
            [TaskKind.Unacknowledged] = "Open alerts that nobody has acknowledged",
            [TaskKind.Unanswered] = "Calls that nobody has answered",
            [TaskKind.LongOpen] = "Acknowledged alerts open for more than a day",
            [TaskKind.ShelfEnds] = "Shelved alerts that come back today",
            [TaskKind.AirLimit] = "Limits of air quality exceeded",
            [TaskKind.FullBin] = "Waste containers to be emptied",
            [TaskKind.LowBattery] = "Batteries to be changed",
            [TaskKind.SilentStation] = "Stations without a reading all day",
            [TaskKind.Channel] = "Ways of notification that do not work",
            [TaskKind.Job] = "Jobs that failed",
        },
        TaskHead = ["What", "How many", "Which"],
        AlertHead = ["Severity", "What", "Where", "Raised", "How it stands"],
        AlertStates = ("open", "acknowledged by {0}", "cleared at {0}", "not acknowledged"),
        Severities = ["Critical", "Major", "Minor", "Warning"],
        AirHead = ["Station", "Measured", "Value", "Limit", "Exceeded this year", "Valid hours"],
        AirNote = "Legal days and hours (UTC+1 all year). An hour needs 75% of its readings, a daily mean 18 valid hours; whole numbers are compared. Exceedances are those of the days that are known. For ozone it is a target value, and the number allowed is a mean of three years.",
        AirStatistics = new Dictionary<AirStatistic, string>
        {
            [AirStatistic.DayMean] = "daily mean", [AirStatistic.HourMax] = "highest hourly mean", [AirStatistic.EightHourMax] = "highest 8-hour mean",
        },
        TooFew = "too few hours",
        Exceeded = "exceeded",
        Of = "{0} of {1}",
        TrafficHead = ["Station", "Vehicles", "A week before", "Busiest hour", "Mean speed", "Readings that came"],
        UtilityHead = ["Network", "Quantity", "Mean", "A week before", "Lowest hourly mean", "Highest hourly mean"],
        AvailabilityHead = ["Domain", "Stations", "Series", "Silent series", "Readings that came"],
        Domains = ["Air", "Traffic", "Water", "Power", "Heat", "Rivers", "Waste", "Lighting"],
        PercentSpace = "",
    };

    static readonly ReportWords InSlovenian = new()
    {
        Language = "sl",
        Culture = MomentWords.Slovenian,
        Title = "Dnevno poročilo",
        DayFormat = "dddd, d. MMMM yyyy",
        Summary = (CountWords.Slovenian("Danes {0} stvar čaka na človeka.", "Danes {0} stvari čakata na človeka.", "Danes {0} stvari čakajo na človeka.", "Danes {0} stvari čaka na človeka."),
            CountWords.Slovenian("{0} opozorilo ponoči.", "{0} opozorili ponoči.", "{0} opozorila ponoči.", "{0} opozoril ponoči."),
            "Prispelo je {0} pričakovanih meritev."),
        Open = "Odpri v CityOps",
        AsOf = "Izdelano {0} ({1}). Kar pride pozneje, ga ne spremeni.",
        Parts = ("Kaj danes potrebuje človeka", "Opozorila ponoči", "Kakovost zraka in mejne vrednosti", "Promet", "Omrežja", "Razpoložljivost podatkov"),
        Nothing = ("Nič.", "Od {0} ni bilo opozoril.", "Ni meritev.", "Od {0}"),
        Others = CountWords.Slovenian("in še {0}", "in še {0}", "in še {0}", "in še {0}"),
        Tasks = new Dictionary<TaskKind, string>
        {
            [TaskKind.Unacknowledged] = "Odprta opozorila, ki jih ni nihče potrdil",
            [TaskKind.Unanswered] = "Obveščanja, na katera se ni nihče odzval",
            [TaskKind.LongOpen] = "Potrjena opozorila, odprta več kot en dan",
            [TaskKind.ShelfEnds] = "Odložena opozorila, ki se danes vrnejo",
            [TaskKind.AirLimit] = "Presežene mejne vrednosti kakovosti zraka",
            [TaskKind.FullBin] = "Zabojniki, ki jih je treba izprazniti",
            [TaskKind.LowBattery] = "Baterije, ki jih je treba zamenjati",
            [TaskKind.SilentStation] = "Postaje ves dan brez meritev",
            [TaskKind.Channel] = "Poti obveščanja, ki ne delujejo",
            [TaskKind.Job] = "Opravila, ki niso uspela",
        },
        TaskHead = ["Kaj", "Koliko", "Katere"],
        AlertHead = ["Stopnja", "Kaj", "Kje", "Sproženo", "Stanje"],
        AlertStates = ("odprto", "potrdil/a {0}", "prenehalo ob {0}", "nepotrjeno"),
        Severities = ["Kritično", "Resno", "Manjše", "Blago"],
        AirHead = ["Postaja", "Meritev", "Vrednost", "Mejna vrednost", "Preseženo letos", "Veljavne ure"],
        AirNote = "Zakonski dnevi in ure (UTC+1 vse leto). Ura potrebuje 75 % meritev, dnevno povprečje 18 veljavnih ur; primerjajo se cela števila. Preseganja so od dni, ki so znani. Za ozon velja ciljna vrednost, dovoljeno število je povprečje treh let.",
        AirStatistics = new Dictionary<AirStatistic, string>
        {
            [AirStatistic.DayMean] = "dnevno povprečje", [AirStatistic.HourMax] = "najvišje urno povprečje", [AirStatistic.EightHourMax] = "najvišje 8-urno povprečje",
        },
        TooFew = "premalo ur",
        Exceeded = "preseženo",
        Of = "{0} od {1}",
        TrafficHead = ["Postaja", "Vozila", "Teden prej", "Najbolj obremenjena ura", "Povprečna hitrost", "Prispele meritve"],
        UtilityHead = ["Omrežje", "Veličina", "Povprečje", "Teden prej", "Najnižje urno povprečje", "Najvišje urno povprečje"],
        AvailabilityHead = ["Področje", "Postaje", "Serije", "Tihe serije", "Prispele meritve"],
        Domains = ["Zrak", "Promet", "Vodovod", "Elektrika", "Toplota", "Reke", "Odpadki", "Razsvetljava"],
        PercentSpace = " ",
    };

    public required string Language { get; init; }
    public required CultureInfo Culture { get; init; }
    public required string Title { get; init; }
    public required string DayFormat { get; init; }

    /// <summary>What to do, the night, and the share of readings ({0}).</summary>
    public required (CountWords Tasks, CountWords Alerts, string Capture) Summary { get; init; }

    public required string Open { get; init; }

    /// <summary>{0} = when, {1} = the zone.</summary>
    public required string AsOf { get; init; }

    public required (string Tasks, string Night, string Air, string Traffic, string Utilities, string Availability) Parts { get; init; }

    /// <summary>In place of an empty table; {0} = since when.</summary>
    public required (string ToDo, string Alerts, string Measured, string Since) Nothing { get; init; }

    /// <summary>Those that have no line.</summary>
    public required CountWords Others { get; init; }

    public required IReadOnlyDictionary<TaskKind, string> Tasks { get; init; }
    public required IReadOnlyList<string> TaskHead { get; init; }
    public required IReadOnlyList<string> AlertHead { get; init; }
    public required (string Open, string Acknowledged, string Cleared, string Unacknowledged) AlertStates { get; init; }

    /// <summary>The worst first.</summary>
    public required IReadOnlyList<string> Severities { get; init; }

    public required IReadOnlyList<string> AirHead { get; init; }
    public required string AirNote { get; init; }
    public required IReadOnlyDictionary<AirStatistic, string> AirStatistics { get; init; }
    public required string TooFew { get; init; }
    public required string Exceeded { get; init; }

    /// <summary>{0} of {1} that a year may have.</summary>
    public required string Of { get; init; }

    public required IReadOnlyList<string> TrafficHead { get; init; }
    public required IReadOnlyList<string> UtilityHead { get; init; }
    public required IReadOnlyList<string> AvailabilityHead { get; init; }

    /// <summary>In the order of <see cref="Readings.Domains.All"/>.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>What stands before the percent sign.</summary>
    public required string PercentSpace { get; init; }

    /// <param name="language">Any but Slovenian is English.</param>
    public static ReportWords For(string language) => language == "sl" ? InSlovenian : InEnglish;
}
