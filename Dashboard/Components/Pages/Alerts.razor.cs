using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>All alerts there are and were: active, shelved, history. The list follows what happens, unless somebody is about to act on it.</summary>
public sealed partial class Alerts : IDisposable
{
    const int AlertsAPage = 50;

    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    AlertsQuery _query = AlertsQuery.Read(null, null, null, null, null, null, null, null, null);
    AlertsQuery? _asked;
    IReadOnlyList<Alert> _alerts = [];
    IReadOnlyList<string> _districts = [];
    IReadOnlyList<string> _domains = [];
    object? _seen;
    string? _next;
    bool _mayAct;
    bool _isSelected;
    bool _isOutdated;
    bool _isRefused;
    bool _isLooking;
    bool _isAway;
    bool _isLoading = true;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    AlertDesk Desk { get; set; } = null!;

    [Inject]
    AlertActions Actions { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery]
    string? Tab { get; set; }

    [SupplyParameterFromQuery]
    string? Severity { get; set; }

    [SupplyParameterFromQuery]
    string? Acknowledged { get; set; }

    [SupplyParameterFromQuery]
    string? Domain { get; set; }

    [SupplyParameterFromQuery]
    string? District { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    string? Search { get; set; }

    [SupplyParameterFromQuery]
    string? From { get; set; }

    [SupplyParameterFromQuery]
    string? To { get; set; }

    [SupplyParameterFromQuery]
    string? Before { get; set; }

    string ExportHref => Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri(AlertsExport.Page).ToString(), _query.Parameters);

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _mayAct = await Actions.ActorAsync() is not null;
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second))
            {
                _ = InvokeAsync(FollowAsync);
            }
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        // The layout draws again and again; the list is asked for when the address changes.
        _query = AlertsQuery.Read(Tab, Severity, Acknowledged, Domain, District, Search, From, To, Before);
        if (_query != _asked)
        {
            _asked = _query;
            await RefreshAsync();
        }
    }

    /// <summary>Once a second, where alerts have moved: a list under somebody's hand stays as it is and says so.</summary>
    async Task FollowAsync()
    {
        if (_isRefused || _isLooking || (!_isAway && ReferenceEquals(_seen, Feed.OpenAlerts)))
        {
            return;
        }

        if (_isSelected || _query.Before is not null)
        {
            (_seen, _isOutdated) = (Feed.OpenAlerts, true);
            StateHasChanged();
            return;
        }

        _isLooking = true;
        try
        {
            await RefreshAsync();
        }
        finally
        {
            _isLooking = false;
        }

        StateHasChanged();
    }

    async Task RefreshAsync()
    {
        _seen = Feed.OpenAlerts;
        var query = _query;
        try
        {
            var page = await Desk.FindAsync(query.ToLog(Feed.Registry, Clock, AlertsAPage), _gone.Token);
            if (query != _query)
            {
                // Somebody has asked for something else meanwhile, and that answer is the one to show.
                return;
            }

            (_alerts, _next, _isOutdated, _isAway) = (page.Items, page.Next?.ToString(), false, false);
            _districts = [.. Feed.Registry.Stations.Values.Select(station => station.District).OfType<string>().Distinct().Order(StringComparer.CurrentCulture)];
            _domains = [.. Feed.Registry.Devices.Values.Select(device => device.Domain).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            _isAway = true;
        }

        _isLoading = false;
    }

    string Href(AlertsQuery query) => Navigation.GetUriWithQueryParameters(query.Parameters);

    void Show(AlertsQuery query) => Navigation.NavigateTo(Href(query));
}
