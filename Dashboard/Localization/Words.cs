using System.Globalization;
using CityOps.Core.Readings;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Localization;

/// <summary>Names of domains and quantities for people; a name the product does not know is shown as the device wrote it.</summary>
static class Words
{
    /// <summary>In the language of the page.</summary>
    public static string Quantity(string quantity)
    {
        var label = QuantityLabels.For(quantity);
        return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "sl" ? label.Sl : label.En;
    }

    public static string Domain(this IStringLocalizer<Texts> texts, string domain) =>
        texts["Domain_" + domain] is { ResourceNotFound: false } found ? found.Value : domain;
}
