using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Localization;

/// <summary>Names of domains and quantities for people; a name the product does not know is shown as the device wrote it.</summary>
static class Words
{
    /// <summary>In the language of the page.</summary>
    public static string Quantity(string quantity) => Of(QuantityLabels.For(quantity));

    /// <summary>In the language of the page.</summary>
    public static string Of(LocalText text) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "sl" ? text.Sl : text.En;

    public static string Domain(this IStringLocalizer<Texts> texts, string domain) =>
        texts["Domain_" + domain] is { ResourceNotFound: false } found ? found.Value : domain;
}
