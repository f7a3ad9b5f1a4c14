using CityOps.Dashboard.Localization;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class PluralTests
{
    [Theory]
    [InlineData(0, "other", "other")]
    [InlineData(1, "one", "one")]
    [InlineData(2, "two", "other")]
    [InlineData(3, "few", "other")]
    [InlineData(4, "few", "other")]
    [InlineData(5, "other", "other")]
    [InlineData(11, "other", "other")]
    [InlineData(21, "other", "other")]
    [InlineData(101, "one", "other")]
    [InlineData(102, "two", "other")]
    [InlineData(103, "few", "other")]
    [InlineData(105, "other", "other")]
    public void Number_TakesItsForm(long n, string slovenian, string english)
    {
        Assert.Equal(slovenian, Plural.Form(Languages.Slovenian, n));
        Assert.Equal(english, Plural.Form(Languages.English, n));
    }

    [Theory]
    [InlineData("sl-SI", 2, "2 novi opozorili.")]
    [InlineData("sl-SI", 103, "103 nova opozorila.")]
    [InlineData("sl-SI", 1_200, "1.200 novih opozoril.")]
    [InlineData("en-GB", 1, "1 new alert.")]
    [InlineData("en-GB", 1_200, "1,200 new alerts.")]
    public void Count_IsASentenceOfTheLanguage(string culture, long n, string expected)
    {
        using var page = new PageCulture(culture);
        Assert.Equal(expected, PageCulture.Texts.Count("Say_New", n));
    }
}
