namespace CityOps.Dashboard.Localization;

/// <summary>A choice that a browser keeps for a year, for all pages of this city; scripts of the page may read it.</summary>
static class ChoiceCookie
{
    public static void Remember(HttpContext http, string name, string value) => http.Response.Cookies.Append(name, value, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365), Path = LanguageChoice.HomeOf(http), SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps,
    });
}
