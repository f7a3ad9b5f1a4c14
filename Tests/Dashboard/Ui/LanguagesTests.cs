using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData("sl", null, "sl-SI")]
    [InlineData("de-AT, sl-SI;q=0.8, en;q=0.5", null, "sl-SI")]
    [InlineData("en-US, sl;q=0.9", null, "en-GB")]
    [InlineData("de", null, null)]
    [InlineData("en", "c=sl-SI|uic=sl-SI", "sl-SI")]
    public async Task Language_IsTheChosenOneElseTheBrowsers(string accepts, string? cookie, string? expected)
    {
        var options = new RequestLocalizationOptions();
        Languages.Configure(options);
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = accepts;
        if (cookie is not null)
        {
            http.Request.Headers.Cookie = $"{CookieRequestCultureProvider.DefaultCookieName}={Uri.EscapeDataString(cookie)}";
        }

        ProviderCultureResult? found = null;
        foreach (var provider in options.RequestCultureProviders)
        {
            found ??= await provider.DetermineProviderCultureResult(http);
        }

        Assert.Equal(expected, found?.UICultures.Single().Value);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/?series=aq-01:pm10&q=%C5%A1", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("alerts", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/\t/evil.example", false)]
    public void ReturnAddress_MustBeOurs(string? url, bool isLocal) => Assert.Equal(isLocal, LanguageChoice.IsLocal(url));
}
