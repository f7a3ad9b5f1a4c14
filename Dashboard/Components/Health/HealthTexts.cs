using System.Globalization;
using CityOps.Dashboard.Localization;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Http;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Health;

/// <summary>Words for parts, reasons and troubles in the language of the page; one that the product does not know is shown as it is spelt.</summary>
static class HealthTexts
{
    public static string Part(this IStringLocalizer<Texts> texts, string name) => Find(texts, "Part_" + name) ?? name;

    /// <summary>What the state of a part means for people; nothing for a part that has no words.</summary>
    public static string PartMeaning(this IStringLocalizer<Texts> texts, string name, HealthStatus status) => Find(texts, $"Part_{name}_{status}") ?? "";

    public static string Reason(this IStringLocalizer<Texts> texts, string reason) => Find(texts, "Reason_" + reason) ?? reason;

    public static string Trouble(this IStringLocalizer<Texts> texts, DeviceTrouble trouble) => Find(texts, "Trouble_" + TroubleWords.Of(trouble)) ?? TroubleWords.Of(trouble);

    /// <summary>A time of the API as the city's clock shows it; a dash where there is none.</summary>
    public static string Moment(this CityClock clock, string? instant) => IngestionElsewhere.Instant(instant) is { } at ? clock.Moment(at) : "–";

    /// <param name="unixMs">Unix ms.</param>
    public static string Moment(this CityClock clock, long unixMs) => CityFormat.Moment(clock.InCity(unixMs), clock.InCity(clock.Now), CultureInfo.CurrentCulture);

    /// <summary>The same to the second.</summary>
    /// <param name="unixMs">Unix ms.</param>
    public static string Exact(this CityClock clock, long unixMs) => $"{clock.Moment(unixMs)}{clock.InCity(unixMs).ToString(":ss", CultureInfo.CurrentCulture)}";

    static string? Find(IStringLocalizer<Texts> texts, string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;
}
