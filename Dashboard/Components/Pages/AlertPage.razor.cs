using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Components.Charts;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>One alert: what it says, what to do, what people did, and the readings that raised it. Follows what becomes of it.</summary>
public sealed partial class AlertPage : IDisposable
{
    const int LookEvery = 3;

    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    AlertDetails? _details;
    AlertRule? _rule;
    IReadOnlyList<Delivery> _deliveries = [];
    int _seconds;
    Actor? _actor;
    object? _seen;
    string? _shown;
    SeriesRow? _row;
    TrendPeriod? _period;
    bool _isTable;
    bool _isLoading = true;
    bool _isRefused;
    bool _isAway;

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

    [Parameter]
    public string Id { get; set; } = "";

    // An alert of a device that has just been discovered may be on the page before its series is in the feed.
    bool IsSeriesNew => _row is null && _details?.Alert.Series is { } series && Feed.Registry.Series.ContainsKey(series);

    // Messages come and go without the alert changing.
    bool IsCalling => ++_seconds % LookEvery == 0 && (_deliveries.Any(one => one.State == DeliveryState.Waiting) || _details?.Alert is { IsOpen: true, Acknowledged: null });

    string Place => _details is null ? "" : AlertPlace.WithDistrict(_details.Alert, Feed.Registry);

    string? HistoryHref => _row is not { } row || _period is not { } period ? null
        : "history" + QueryString.Create((HistoryQuery.Empty with { Series = [row.Series] }).With(new HistoryPeriod(period.From, period.To ?? Clock.Now)).Parameters
            .Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Key, one.Value!.ToString())));

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await Actions.ActorAsync();
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second) && (_isAway || IsCalling || !ReferenceEquals(_seen, Feed.OpenAlerts) || IsSeriesNew))
            {
                _ = InvokeAsync(FollowAsync);
            }
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Id)
        {
            _shown = Id;
            await LoadAsync();
        }
    }

    async Task FollowAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    async Task LoadAsync()
    {
        _seen = Feed.OpenAlerts;
        try
        {
            var found = await Desk.GetAsync(Id, _gone.Token);
            (_details, _rule, _isAway) = (found?.Details, found?.Rule, false);
            _deliveries = found is null ? [] : await Desk.DeliveriesAsync(Id, _gone.Token);
            _row = _details?.Alert.Series is { } series && Feed.Registry.Series.ContainsKey(series) ? SeriesCatalogue.Ordered([series], Feed.Registry)[0] : null;
            _period = _details is null ? null : AlertPeriod.Of(_details.Alert, Clock.Now);
        }
        catch (UnauthorizedAccessException)
        {
            (_details, _isRefused) = (null, true);
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

    string Value(double value) => CityFormat.Value(value, _details!.Alert.Quantity, _details.Alert.Unit, CultureInfo.CurrentCulture);
}
