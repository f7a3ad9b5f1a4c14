using CityOps.Dashboard.Components.Health;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>
/// Whether the system is well, where every message went, which devices need a look, and what was refused. Looks once a second, while somebody can
/// see it.
/// </summary>
public sealed partial class SystemHealth : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    HealthQuery _query = HealthQuery.Empty;
    IDisposable? _beats;
    bool _isLooking;
    bool _isOutdated;

    [Inject]
    HealthDesk Desk { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Script { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [SupplyParameterFromQuery]
    string? Trouble { get; set; }

    [SupplyParameterFromQuery]
    string? All { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    string? Search { get; set; }

    [SupplyParameterFromQuery]
    string? Page { get; set; }

    [SupplyParameterFromQuery]
    string? Device { get; set; }

    [SupplyParameterFromQuery]
    string? From { get; set; }

    [SupplyParameterFromQuery]
    string? Before { get; set; }

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _beats = Pulse.Subscribe(beat =>
    {
        if (beat.HasFlag(ScreenBeat.Second))
        {
            _ = InvokeAsync(OnSecondAsync);
        }
    });

    protected override Task OnParametersSetAsync()
    {
        _query = HealthQuery.Of(Trouble, All, Search, Page, Device, From, Before);
        return LookAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Script.WatchAsync();
        }
    }

    Task OnSecondAsync() => Script.IsHidden || _gone.IsCancellationRequested ? Task.CompletedTask : LookAsync();

    // One look at a time: another process may take its time to answer. What was asked for meanwhile is looked up after it.
    async Task LookAsync()
    {
        _isOutdated = true;
        if (_isLooking)
        {
            return;
        }

        _isLooking = true;
        var gone = _gone.Token;
        while (_isOutdated && !gone.IsCancellationRequested)
        {
            _isOutdated = false;
            await Desk.LookAsync(_query, gone);
        }

        _isLooking = false;
        if (!gone.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    Task RefusedChangedAsync()
    {
        Desk.ForgetRefused();
        return LookAsync();
    }

    void Show(HealthQuery query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.Parameters), replace: true);
}
