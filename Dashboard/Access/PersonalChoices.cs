using CityOps.Dashboard.Localization;
using CityOps.Dashboard.Theme;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>Language, colours and sound follow a person to another machine: the account has them, and a sign-in puts them into the cookies of pages.</summary>
static class PersonalChoices
{
    /// <summary>Read by the page's script, which makes the sound.</summary>
    const string SoundCookie = "cityops-sound";

    public static void Apply(HttpContext context, CityUser person)
    {
        if (person.Language is { } language)
        {
            LanguageChoice.Remember(context, language);
        }

        context.Response.Cookies.Append(SoundCookie, person.Sound ? "on" : "off", new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), Path = LanguageChoice.HomeOf(context), SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps,
        });
        if (person.Dark is { } dark)
        {
            CityTheme.Remember(context, dark);
        }
    }
}
