using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>What is out of service: seen by everybody, changed by operators. Read anew every few seconds, because others change it, too.</summary>
public sealed partial class MaintenancePage : IDisposable
{
    static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(3);

    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    IReadOnlyList<MaintenanceWindow>? _windows;
    Actor? _actor;
    string? _said;
    long _readAt;
    bool _isBusy;
    bool _isRefused;
    bool _isAway;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    MaintenanceDesk Desk { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [SupplyParameterFromQuery]
    string? Station { get; set; }

    [SupplyParameterFromQuery]
    string? Device { get; set; }

    [SupplyParameterFromQuery]
    string? District { get; set; }

    (MaintenanceScope Scope, string Subject)? Asked =>
        Station is { } station ? (MaintenanceScope.Station, station) : Device is { } device ? (MaintenanceScope.Device, device) : District is { } district ? (MaintenanceScope.District, district) : null;

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _beats = Pulse.Subscribe(beat =>
    {
        if (beat.HasFlag(ScreenBeat.Second) && (_windows is not null || _isAway) && Clock.Now - _readAt >= BetweenReads.TotalMilliseconds * Clock.Speed)
        {
            _ = InvokeAsync(RefreshAsync);
        }
    });

    protected override async Task OnInitializedAsync()
    {
        _actor = await Desk.ActorAsync();
        await LoadAsync();
    }

    async Task RefreshAsync()
    {
        if (!_isBusy && !_gone.IsCancellationRequested)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    async Task LoadAsync()
    {
        (_isBusy, _readAt) = (true, Clock.Now);
        try
        {
            (_windows, _isAway) = (await Desk.ListAsync(_gone.Token), false);
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

        _isBusy = false;
    }

    async Task EndAsync(MaintenanceWindow window)
    {
        try
        {
            await Desk.EndAsync(window.Id, CancellationToken.None);
            _said = T["Maintenance_Ended"];
            await LoadAsync();
        }
        catch (UnauthorizedAccessException)
        {
            _said = T["Maintenance_NotAllowed"];
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            _said = T["Alerts_Away"];
        }
    }
}
