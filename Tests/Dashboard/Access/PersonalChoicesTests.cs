using CityOps.Dashboard.Access;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Http;

namespace CityOps.Tests.Dashboard.Access;

public sealed class PersonalChoicesTests
{
    [Theory]
    [InlineData(null, AnnouncementChoice.All)]
    [InlineData("all", AnnouncementChoice.All)]
    [InlineData("critical", AnnouncementChoice.Critical)]
    [InlineData("None", AnnouncementChoice.None)]
    [InlineData("7", AnnouncementChoice.All)]
    [InlineData("nonsense", AnnouncementChoice.All)]
    public void Announcements_AreAsTheCookieSays_AndAllWhereItSaysNothing(string? cookie, AnnouncementChoice expected)
    {
        var context = new DefaultHttpContext();
        if (cookie is not null)
        {
            context.Request.Headers.Cookie = "cityops-announcements=" + cookie;
        }

        Assert.Equal(expected, PersonalChoices.AnnouncementsOn(context));
    }

    [Fact]
    public void Account_PutsItsChoicesIntoTheCookiesOfPages()
    {
        var context = new DefaultHttpContext();
        PersonalChoices.Apply(context, new CityUser { Sound = false, Announcements = AnnouncementChoice.Critical });
        var cookies = context.Response.Headers.SetCookie.Select(cookie => cookie!.Split(';')[0]);
        Assert.Equal(["cityops-announcements=critical", "cityops-sound=off"], cookies.Order(StringComparer.Ordinal));
    }
}
