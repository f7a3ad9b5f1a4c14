using CityOps.Dashboard.Localization;
using CityOps.Dashboard.Theme;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>Language, colours, sound and announcements follow a person to another machine: the account has them, and a sign-in puts them into the cookies of pages.</summary>
static class PersonalChoices
{
    /// <summary>Read by the page's script, which makes the sound.</summary>
    const string SoundCookie = "cityops-sound";

    /// <summary>Read when a page is made.</summary>
    const string AnnouncementsCookie = "cityops-announcements";

    /// <summary>Which new alerts the page of this request announces; without a cookie all.</summary>
    public static AnnouncementChoice AnnouncementsOn(HttpContext context) =>
        Enum.TryParse<AnnouncementChoice>(context.Request.Cookies[AnnouncementsCookie], ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : AnnouncementChoice.All;

    public static void Apply(HttpContext context, CityUser person)
    {
        if (person.Language is { } language)
        {
            LanguageChoice.Remember(context, language);
        }

        ChoiceCookie.Remember(context, SoundCookie, person.Sound ? "on" : "off");
        ChoiceCookie.Remember(context, AnnouncementsCookie, person.Announcements.ToString().ToLowerInvariant());
        if (person.Dark is { } dark)
        {
            CityTheme.Remember(context, dark);
        }
    }
}
