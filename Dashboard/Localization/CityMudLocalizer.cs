using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CityOps.Dashboard.Localization;

/// <summary>MudBlazor's own words in the language of the page. A key without a text here falls back to the library's English.</summary>
sealed class CityMudLocalizer(IStringLocalizer<MudTexts> texts) : MudLocalizer
{
    public override LocalizedString this[string key] => texts[key];

    public override LocalizedString this[string key, params object[] arguments] => texts[key, arguments];
}
