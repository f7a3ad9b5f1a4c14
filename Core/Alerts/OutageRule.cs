namespace CityOps.Core.Alerts;

/// <summary>
/// What CityOps watches of itself: a part that has been away for <see cref="RaiseAfter"/> is an alert like any other. These rules
/// are built in: they are in no rule book, and nobody can change them. What they measure is how long the part has been away, so
/// value, peak and limit of such an alert are seconds. Immutable.
/// </summary>
public sealed record OutageRule
{
    public const int Version = 1;
    public const string Quantity = "outage";
    public const string Unit = "s";

    /// <summary>Ids of other rules never begin so.</summary>
    public const string ReservedPrefix = "cityops-";

    /// <summary>Shorter ones are nobody's business.</summary>
    public static readonly TimeSpan RaiseAfter = TimeSpan.FromSeconds(10);

    /// <summary>A part must have been well for so long, so that one that comes and goes is one alert.</summary>
    public static readonly TimeSpan ClearAfter = TimeSpan.FromSeconds(30);

    public static OutageRule Store { get; } = new()
    {
        Part = "store",
        Severity = Severity.Major,
        Name = new LocalText("Telemetry store away", "Shramba meritev ne deluje"),
        Meaning = new LocalText("Readings wait in the journal; nothing is lost.", "Meritve čakajo v dnevniku; nič ni izgubljeno."),
        Is = new LocalText(
            "The telemetry store has kept nothing since {0}; readings wait in the journal and nothing is lost.",
            "Shramba meritev od {0} ni shranila ničesar; meritve čakajo v dnevniku in nič ni izgubljeno."),
        Was = new LocalText(
            "The telemetry store kept nothing from {0} until {1}; readings waited in the journal and nothing was lost.",
            "Shramba meritev od {0} do {1} ni shranila ničesar; meritve so čakale v dnevniku in nič ni bilo izgubljeno."),
    };

    public static OutageRule Journal { get; } = new()
    {
        Part = "journal",
        Severity = Severity.Critical,
        Name = new LocalText("Journal takes nothing", "Dnevnik ne sprejema meritev"),
        Meaning = new LocalText("Nothing is acknowledged; messages wait at their senders.", "Nič ni potrjeno; sporočila čakajo pri pošiljateljih."),
        Is = new LocalText(
            "The journal has taken nothing since {0}; nothing is acknowledged, and messages wait at their senders.",
            "Dnevnik od {0} ne sprejema ničesar; nič ni potrjeno, sporočila čakajo pri pošiljateljih."),
        Was = new LocalText(
            "The journal took nothing from {0} until {1}; nothing was acknowledged, and messages waited at their senders.",
            "Dnevnik od {0} do {1} ni sprejel ničesar; nič ni bilo potrjeno, sporočila so čakala pri pošiljateljih."),
    };

    public static OutageRule Broker { get; } = new()
    {
        Part = "broker",
        Severity = Severity.Critical,
        Name = new LocalText("Broker away", "Posrednik sporočil ne deluje"),
        Meaning = new LocalText("No readings come in.", "Nove meritve ne prihajajo."),
        Is = new LocalText(
            "The broker has been away since {0}; no readings come in.",
            "Posrednik sporočil ne deluje od {0}; nove meritve ne prihajajo."),
        Was = new LocalText(
            "The broker was away from {0} until {1}; no readings came in.",
            "Posrednik sporočil ni deloval od {0} do {1}; nove meritve niso prihajale."),
    };

    public static OutageRule Notifications { get; } = new()
    {
        Part = "notifications",
        Severity = Severity.Major,
        Name = new LocalText("A channel of notifications fails", "Kanal obveščanja ne deluje"),
        Meaning = new LocalText("Messages wait, or go by another channel.", "Sporočila čakajo ali gredo po drugem kanalu."),
        Is = new LocalText(
            "A channel of notifications has failed since {0}; messages wait, or go by another channel.",
            "Kanal obveščanja ne deluje od {0}; sporočila čakajo ali gredo po drugem kanalu."),
        Was = new LocalText(
            "A channel of notifications failed from {0} until {1}; messages waited, or went by another channel.",
            "Kanal obveščanja ni deloval od {0} do {1}; sporočila so čakala ali šla po drugem kanalu."),
    };

    public static OutageRule Clock { get; } = new()
    {
        Part = "clock",
        Severity = Severity.Minor,
        Name = new LocalText("Our clock differs from the devices’", "Naša ura se razlikuje od ur naprav"),
        Meaning = new LocalText("Readings may be refused as too new or too old.", "Meritve so lahko zavrnjene kot prenove ali prestare."),
        Is = new LocalText(
            "Since {0} our clock differs by more than half a minute from those of most devices; readings may be refused.",
            "Od {0} se naša ura za več kot pol minute razlikuje od ur večine naprav; meritve so lahko zavrnjene."),
        Was = new LocalText(
            "From {0} until {1} our clock differed by more than half a minute from those of most devices.",
            "Od {0} do {1} se je naša ura za več kot pol minute razlikovala od ur večine naprav."),
    };

    public static IReadOnlyList<OutageRule> All { get; } = [Store, Journal, Broker, Notifications, Clock];

    /// <summary>The part's name, as the health report spells it; the subject in the alert's id.</summary>
    public required string Part { get; init; }

    public required LocalText Name { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What it means for the city, now, in one short sentence.</summary>
    public required LocalText Meaning { get; init; }

    /// <summary>The whole of it while it lasts: {0} = since when.</summary>
    public required LocalText Is { get; init; }

    /// <summary>The whole of it afterwards: from {0} until {1}.</summary>
    public required LocalText Was { get; init; }

    /// <summary>Such as <c>cityops-store</c>.</summary>
    public string Id => ReservedPrefix + Part;

    /// <summary>Null where it is a rule that people made.</summary>
    public static OutageRule? Find(string ruleId) => All.FirstOrDefault(rule => rule.Id == ruleId);

    /// <summary>Whether no rule of a person may have this id.</summary>
    public static bool IsReserved(string ruleId) => ruleId.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase);
}
