using CityOps.Core.Alerts.Performance;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>How well alerts serve the people who get them. A report: it is made when the address asks for it, and stays as it is.</summary>
public sealed partial class PerformancePage : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    PerformanceQuery? _asked;
    PerformanceQuery _query = PerformanceQuery.Read(null, null, null);
    (long From, long To)? _period;
    AlertPerformance? _shown;
    long _asOf;
    int _turn;
    bool _isBusy;
    bool _isLoading = true;
    bool _isRefused;
    bool _isAway;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    PerformanceDesk Desk { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    PageScript Page { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery]
    string? Days { get; set; }

    [SupplyParameterFromQuery]
    string? From { get; set; }

    [SupplyParameterFromQuery]
    string? To { get; set; }

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _beats = Pulse.Subscribe(beat =>
    {
        if (beat.HasFlag(ScreenBeat.Second) && _isAway)
        {
            _ = InvokeAsync(TryAgainAsync);
        }
    });

    protected override async Task OnParametersSetAsync()
    {
        _query = PerformanceQuery.Read(Days, From, To);
        if (_query != _asked)
        {
            _asked = _query;
            (_asOf, _period) = (Clock.Now, _query.Period(Clock));
            (_shown, _isLoading) = (null, _period is not null);
            await LoadAsync();
        }
    }

    async Task TryAgainAsync()
    {
        if (!_isBusy && !_gone.IsCancellationRequested)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    async Task LoadAsync()
    {
        if (_period is not { } period)
        {
            _isAway = false;
            return;
        }

        var turn = ++_turn;
        _isBusy = true;
        try
        {
            var made = await Desk.MakeAsync(period.From, period.To, _gone.Token);
            if (turn == _turn)
            {
                (_shown, _isAway) = (made, false);
            }
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

        if (turn == _turn)
        {
            // Somebody who has chosen another period meanwhile waits for that one.
            (_isLoading, _isBusy) = (false, false);
        }
    }

    void Show(PerformanceQuery query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.Parameters));
}
