using CityOps.Simulators.City.People;

namespace CityOps.Tests.Simulators.City.People;

public sealed class CityCalendarTests
{
    [Theory]
    [InlineData("2026-01-14", "Working")]
    [InlineData("2026-01-17", "Saturday")]
    [InlineData("2026-01-18", "Free")]
    [InlineData("2026-04-06", "Free")] // Easter Monday
    [InlineData("2026-08-15", "Free")] // a Saturday and a holiday
    [InlineData("2026-12-25", "Free")]
    [InlineData("1980-12-25", "Free")] // before the years that are worked out
    [InlineData("2088-12-27", "Working")]
    public void Days_are_what_they_are_to_people(string day, string kind) => Assert.Equal(kind, CityCalendar.KindOf(Day(day)).ToString());

    [Theory]
    [InlineData("2026-01-14", true)]
    [InlineData("2026-01-18", false)]
    [InlineData("2026-02-18", false)]
    [InlineData("2026-04-28", false)]
    [InlineData("2026-06-24", true)]
    [InlineData("2026-07-14", false)]
    [InlineData("2026-08-31", false)]
    [InlineData("2026-09-01", true)]
    [InlineData("2026-10-26", false)]
    [InlineData("2026-11-03", true)]
    [InlineData("2026-12-28", false)]
    public void School_has_its_holidays(string day, bool school) => Assert.Equal(school, CityCalendar.IsSchoolDay(Day(day)));

    static int Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).DayNumber;
}
