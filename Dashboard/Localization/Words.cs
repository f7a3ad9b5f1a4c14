using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Localization;

/// <summary>Names of domains and quantities for people; a name the product does not know is shown as the device wrote it.</summary>
static class Words
{
    public static string Quantity(this IStringLocalizer<Texts> texts, string quantity) => Known(texts["Quantity_" + quantity], quantity);

    public static string Domain(this IStringLocalizer<Texts> texts, string domain) => Known(texts["Domain_" + domain], domain);

    static string Known(LocalizedString found, string otherwise) => found.ResourceNotFound ? otherwise : found.Value;
}
