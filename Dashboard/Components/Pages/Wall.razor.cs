using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Figures;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>The city for a screen on the wall: the map, how many alerts of each severity, and the newest that nobody has acknowledged. Nothing can be done here.</summary>
public sealed partial class Wall : IDisposable
{
    const int MostShown = 6;

    /// <summary>The hour of the city in which a screen that runs for weeks loads the page anew.</summary>
    const int FreshAtHour = 4;
    const long ShortestStayMs = 2 * 3_600_000;

    readonly WallCycle _cycle = new();
    IDisposable? _beats;
    IReadOnlyList<Alert> _listed = [];
    IReadOnlyList<Alert> _waiting = [];
    long _openedAt;
    bool _isStale;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    FigureBoard Board { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Page { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    public void Dispose() => _beats?.Dispose();

    protected override void OnInitialized()
    {
        _openedAt = Clock.Now;
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second))
            {
                _ = InvokeAsync(Beat);
            }
        });
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Page.KeepAwakeAsync();
        }
    }

    void Beat()
    {
        var now = Clock.Now;
        if (now - _openedAt > ShortestStayMs * Clock.Speed && Clock.InCity(now).Hour == FreshAtHour)
        {
            Navigation.Refresh(forceReload: true);
            return;
        }

        Look();
        _cycle.Next(_listed);
        StateHasChanged();
    }

    void Look()
    {
        var now = Clock.Now;
        _listed = [.. Feed.OpenAlerts.Where(alert => alert.IsOpen && !alert.IsAside(now))];
        _waiting = [.. _listed.Where(alert => alert.Acknowledged is null).OrderByDescending(alert => alert.RaisedAt)];
    }
}
