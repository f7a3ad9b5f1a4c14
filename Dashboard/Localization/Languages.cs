using System.Globalization;
using CityOps.Ingestion.Notifications;
using Microsoft.AspNetCore.Localization;

namespace CityOps.Dashboard.Localization;

/// <summary>The languages of the product: what a visitor chose, else what the browser asks for, else English.</summary>
static class Languages
{
    /// <summary>British English: day before month and 24 hours, as the city writes them.</summary>
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-GB");

    public static CultureInfo Slovenian { get; } = CultureInfo.GetCultureInfo("sl-SI");

    public static IReadOnlyList<CultureInfo> All { get; } = [English, Slovenian];

    /// <summary>The supported culture of the same language, or null.</summary>
    public static CultureInfo? Find(string? name)
    {
        var language = name?.Split('-', '_')[0];
        return All.FirstOrDefault(culture => culture.TwoLetterISOLanguageName.Equals(language, StringComparison.OrdinalIgnoreCase));
    }

    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(English);
        options.SupportedCultures = options.SupportedUICultures = [.. All];
        options.RequestCultureProviders = [new CustomRequestCultureProvider(FromLink), new CookieRequestCultureProvider(), new CustomRequestCultureProvider(FromBrowser)];
    }

    // A link in a message opens in its reader's language, whatever the telephone speaks.
    static Task<ProviderCultureResult?> FromLink(HttpContext http) =>
        Task.FromResult(Find(http.Request.Query[NotificationWriter.LanguageKey]) is { } asked ? new ProviderCultureResult(asked.Name) : null);

    // The framework's own reading of the header matches "sl" to "sl" only; ours is by language.
    static Task<ProviderCultureResult?> FromBrowser(HttpContext http)
    {
        var wanted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Find(language.Value.Value)).FirstOrDefault(culture => culture is not null);
        return Task.FromResult(wanted is null ? null : new ProviderCultureResult(wanted.Name));
    }
}
