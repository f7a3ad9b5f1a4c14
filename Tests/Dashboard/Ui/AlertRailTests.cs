using System.Net;
using System.Security.Claims;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Live.Latency;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class AlertRailTests
{
    static readonly Alert New = SomeCity.Alert("a", Severity.Critical, SomeCity.Now - 180_000);
    static readonly Alert Outage = New with
    {
        Id = "o", Rule = new("cityops-store", 1, "Telemetry store away"), Series = null, Station = null, District = null, Domain = null,
        Quantity = "outage", Unit = "s", Severity = Severity.Major, Value = 10, Peak = 180, Threshold = 10,
    };
    static readonly Alert Done = SomeCity.Alert("b", Severity.Warning, SomeCity.Now - 600_000, by: "ana");

    [Theory]
    [InlineData("en-GB", "Active alerts", "1 not acknowledged", "Critical · Celovška cesta · Šiška", "58.3 µg/m³ · limit 50", "(3 min)", "Acknowledge")]
    [InlineData("sl-SI", "Aktivna opozorila", "1 nepotrjeno", "Kritično · Celovška cesta · Šiška", "58,3 µg/m³ · meja 50", "(3 min)", "Potrdi")]
    public async Task Alert_SaysWhatWhereAndSince(string culture, params string[] expected)
    {
        using var page = new PageCulture(culture);
        var text = TextOf(await RenderAsync([New, Done], "maja"));
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en-GB", "Telemetry store away", "Major · CityOps", "Readings wait in the journal; nothing is lost. · ", "(3 min)")]
    [InlineData("sl-SI", "Shramba meritev ne deluje", "Resno · CityOps", "Meritve čakajo v dnevniku; nič ni izgubljeno. · ", "(3 min)")]
    public async Task AlertAboutCityOpsItself_SaysWhatItMeansAndSince(string culture, params string[] expected)
    {
        using var page = new PageCulture(culture);
        var html = await RenderAsync([Outage], "maja");
        Assert.All(expected, part => Assert.Contains(part, TextOf(html), StringComparison.Ordinal));
        Assert.DoesNotContain("limit", html, StringComparison.Ordinal);
        Assert.DoesNotContain("?series=", html, StringComparison.Ordinal);
        Assert.Contains(AlertCard.ButtonId("o"), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledged_ShowsWhoAndNoButton()
    {
        var html = await RenderAsync([Done], "maja");
        Assert.Contains("ana", html, StringComparison.Ordinal);
        Assert.DoesNotContain(AlertCard.ButtonId("b"), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_HasNoButtonToAcknowledge()
    {
        Assert.Contains(AlertCard.ButtonId("a"), await RenderAsync([New], "maja"), StringComparison.Ordinal);
        Assert.DoesNotContain(AlertCard.ButtonId("a"), await RenderAsync([New], null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Severity_IsShapeNumberAndWord()
    {
        var html = await RenderAsync([New, Done], "maja");
        Assert.Matches("""<li class="alert critical new"[^>]*><svg class="mark critical filled"[^>]*><rect [^>]*></rect><text [^>]*>1</text>""", html.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal));
        Assert.Matches("""<li class="alert warning done"[^>]*><svg class="mark warning outline"[^>]*><circle [^>]*></circle><text [^>]*>4</text>""", html.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HostileRuleName_IsText()
    {
        var html = await RenderAsync([New with { Rule = new("r", 1, "<img src=x onerror=alert(1)>") }], "maja");
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_LeavesTheCountsWhole()
    {
        var html = await RenderAsync([New, Done], "maja", Severity.Warning);
        Assert.DoesNotContain("Rule a", html, StringComparison.Ordinal);
        Assert.Contains("Rule b", html, StringComparison.Ordinal);
        Assert.Matches("Active alerts <span class=\"count\">2</span>", html);
    }

    static async Task<string> RenderAsync(IReadOnlyList<Alert> alerts, string? person, params Severity[] severities)
    {
        await using var services = Services(person);
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<AlertRail>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(AlertRail.Alerts)] = alerts,
            [nameof(AlertRail.Registry)] = SomeCity.Registry,
            [nameof(AlertRail.Severities)] = severities.ToHashSet(),
            [nameof(AlertRail.Href)] = (SeriesId series) => $"/?series={series}",
        }))).ToHtmlString());
    }

    static ServiceProvider Services(string? person) => WebApplication.CreateEmptyBuilder(new()).Services
        .AddLogging()
        .AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(SomeCity.Now)))
        .AddSingleton<LiveFeed>().AddSingleton(new ScreenLatency(TimeProvider.System))
        .AddCityDatabase("never-opened.db").AddAuthorizationCore().AddScoped<AlertActions>()
        .AddDashboardUi()
        .AddScoped<AuthenticationStateProvider>(_ => new Signed(person))
        .AddScoped<NavigationManager, Address>()
        .BuildServiceProvider();

    static string TextOf(string html) =>
        WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]+>", "")).Replace('\u00A0', ' ');

    sealed class Address : NavigationManager
    {
        public Address() => Initialize("http://localhost/", "http://localhost/");
    }

    sealed class Signed(string? name) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(
            new ClaimsPrincipal(name is null ? new ClaimsIdentity() : new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"))));
    }
}
