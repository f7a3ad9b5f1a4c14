using Microsoft.AspNetCore.Localization;

namespace CityOps.Dashboard.Localization;

/// <summary><c>GET /culture/set?culture=sl&amp;returnUrl=/</c>: remembers the language in a cookie and goes back.</summary>
static class LanguageChoice
{
    const string Page = "culture/set";

    public static void MapLanguageChoice(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/" + Page, (HttpContext http, string? culture, string? returnUrl) => Choose(http, culture, returnUrl))
            .AllowAnonymous().ExcludeFromDescription();

    public static string Href(string culture, string returnUrl) =>
        $"{Page}?culture={Uri.EscapeDataString(culture)}&returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>A path on this site: a redirect to anywhere else would lend our name to a stranger's page.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && !(url.Length > 1 && url[1] is '/' or '\\') && url.All(one => one is > ' ' and < (char)127);

    public static string LocalOrHome(HttpContext http, string? url) => IsLocal(url) ? url! : HomeOf(http);

    /// <summary>Where the city is on its host, with a slash at the end: <c>/</c>, or the path of <c>Web:PublicUrl</c>.</summary>
    public static string HomeOf(HttpContext http) => http.Request.PathBase + "/";

    static IResult Choose(HttpContext http, string? culture, string? returnUrl)
    {
        Remember(http, culture);
        return Results.Redirect(LocalOrHome(http, returnUrl));
    }

    /// <summary>Puts a language into the visitor's cookie; one that we do not speak changes nothing.</summary>
    public static void Remember(HttpContext http, string? culture)
    {
        if (Languages.Find(culture) is { } chosen)
        {
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)),
                new CookieOptions
                {
                    MaxAge = TimeSpan.FromDays(365), Path = HomeOf(http), SameSite = SameSiteMode.Lax, HttpOnly = true,
                    Secure = http.Request.IsHttps, IsEssential = true,
                });
        }
    }
}
