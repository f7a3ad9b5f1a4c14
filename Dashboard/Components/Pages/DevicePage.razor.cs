using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Components.Devices;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>One device: how it stands, what it measures, what became of its messages, its alerts; administrators say there what it is called and where it stands.</summary>
public sealed partial class DevicePage : IDisposable
{
    const int MostAlerts = 20;

    readonly CancellationTokenSource _gone = new();
    readonly SeriesCatalogue _catalogue = new();
    readonly AlertMarks _marks = new();
    IDisposable? _beats;
    Device? _device;
    Station? _station;
    DeviceState _state;
    DeviceFacts _facts;
    DeviceLedgerAnswer? _account;
    DeviceLayers? _layers;
    IReadOnlyList<SeriesRow> _rows = [];
    IReadOnlyList<Alert> _alerts = [];
    int _behind;
    string? _loaded;
    object? _seen;
    object? _from;
    bool _mayAct;
    bool _mayChange;
    bool _isAway;
    bool _isLoading;

    [Inject]
    DeviceDesk Desk { get; set; } = null!;

    [Inject]
    AlertDesk AlertDesk { get; set; } = null!;

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

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

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
                _ = InvokeAsync(OnSecondAsync);
            }
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Id)
        {
            (_loaded, _account, _layers, _seen, _from) = (Id, null, null, null, null);
            _mayChange = await Desk.MayChangeAsync();
            await LoadAsync();
        }
    }

    async Task OnSecondAsync()
    {
        if (!_isLoading)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    Task ActedAsync()
    {
        _seen = null;
        return LoadAsync();
    }

    async Task LoadAsync()
    {
        _isLoading = true;
        try
        {
            (_facts, _account) = ((await Desk.FactsAsync(_gone.Token)).GetValueOrDefault(Id), await Desk.LedgerAsync(Id, _gone.Token) ?? _account);
            // The city database is asked when alerts have moved, not every second.
            if (_isAway || !ReferenceEquals(_seen, Feed.OpenAlerts))
            {
                _seen = Feed.OpenAlerts;
                _alerts = (await AlertDesk.FindAsync(new AlertQuery { Device = Id, Limit = MostAlerts }, _gone.Token)).Items;
            }

            _layers ??= _mayChange ? await Desk.LayersAsync(Id, _gone.Token) : null;
            _isAway = false;
        }
        catch (UnauthorizedAccessException)
        {
            // The session has ended; the layout says so.
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

    void Look()
    {
        var registry = Feed.Registry;
        (_device, _station) = (registry.Devices.GetValueOrDefault(Id), registry.StationOf(Id));
        _catalogue.Refresh(registry, Feed.Series, Clock.Now);
        if (!ReferenceEquals(_from, _catalogue.Rows))
        {
            _from = _catalogue.Rows;
            _rows = [.. _catalogue.Rows.Where(row => row.Series.Device == Id)];
        }

        _behind = _rows.Count > 0 ? 0 : registry.Devices.Values.Count(device => device.Gateway == Id);
        _state = _device is null ? DeviceState.Unheard : DeviceList.StateOf(_device, _facts, _rows.Count > 0, Clock.Now);
    }

    void Open(SeriesId series) => Navigation.NavigateTo(
        _station is { } station ? $"station/{Uri.EscapeDataString(station.Id)}?series={Uri.EscapeDataString(series.ToString())}" : $"./?series={Uri.EscapeDataString(series.ToString())}");
}
