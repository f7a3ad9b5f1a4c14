using CityOps.Dashboard.Localization;
using CityOps.Dashboard.Theme;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>Language and colours follow a person to another machine: the account has them, and a sign-in puts them into the cookies of pages.</summary>
static class PersonalChoices
{
    public static void Apply(HttpContext context, CityUser person)
    {
        if (person.Language is { } language)
        {
            LanguageChoice.Remember(context, language);
        }

        if (person.Dark is { } dark)
        {
            CityTheme.Remember(context, dark);
        }
    }
}
