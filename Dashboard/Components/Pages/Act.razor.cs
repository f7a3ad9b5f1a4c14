using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>Where the link of a message leads: its alerts, and what its reader can do about them, on a telephone and without a script.</summary>
public sealed partial class Act
{
    const int MostShown = 20;
    const int MostMinutes = 480;

    ActLink _link = new(ActLinkState.Unknown, null);
    IReadOnlyList<Alert> _alerts = [];
    LinkAct _act;
    bool _isDone;
    bool _isRefused;

    [Parameter]
    public string Token { get; set; } = "";

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    LinkActs Acts { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [CascadingParameter]
    HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(Name = "act")]
    string? Wanted { get; set; }

    [SupplyParameterFromForm(Name = "text")]
    string? Text { get; set; }

    [SupplyParameterFromForm(Name = "minutes")]
    string? Minutes { get; set; }

    string _person => _link.Delivery?.ContactName ?? "";

    bool _isDrill => _link.Delivery?.Drill == true;

    protected override async Task OnInitializedAsync()
    {
        // The link is a secret: no cache keeps the page, and no other site hears of its address.
        Http.Response.Headers.CacheControl = "no-store";
        await FindAsync();
    }

    async Task FindAsync() => (_link, _alerts) = await Acts.FindAsync(Token, Http.RequestAborted);

    async Task ActAsync()
    {
        var text = PersonNames.OneLine(Text, 1_000);
        if (!Enum.TryParse(Wanted, out _act) || !Enum.IsDefined(_act) || (_act != LinkAct.Acknowledge && text is null))
        {
            _isRefused = true;
            return;
        }

        var minutes = int.TryParse(Minutes, System.Globalization.CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MostMinutes) : MostMinutes;
        _isDone = await Acts.ActAsync(Token, _act, text, TimeSpan.FromMinutes(minutes), Http.Connection.RemoteIpAddress?.ToString(), CancellationToken.None);
        await FindAsync();
    }

    string? PlaceOf(Alert alert) => AlertPlace.Of(alert, Feed.Registry) is { Length: > 0 } place ? PlainText.Excerpt(place, 100) : null;
}
