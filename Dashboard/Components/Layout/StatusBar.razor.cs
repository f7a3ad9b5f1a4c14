using System.Globalization;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Layout;

/// <summary>Whether the picture is live and how old it is, and the city's clock. Draws itself once a second, alone.</summary>
public sealed partial class StatusBar : IDisposable
{
    /// <summary>A picture older than this is frozen and must not look live.</summary>
    internal const long StaleAfterMs = 10_000;

    IDisposable? _beats;
    DateTimeOffset _now;
    bool _isStale;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Parameter]
    public EventCallback<bool> IsStaleChanged { get; set; }

    public void Dispose() => _beats?.Dispose();

    protected override void OnInitialized() => _beats = Pulse.Subscribe(beat =>
    {
        if (beat.HasFlag(ScreenBeat.Second))
        {
            _ = InvokeAsync(BeatAsync);
        }
    });

    async Task BeatAsync()
    {
        StateHasChanged();
        var isStale = Feed.LastFrameAt is { } at && RealAge(at) > StaleAfterMs;
        if (isStale != _isStale)
        {
            _isStale = isStale;
            await IsStaleChanged.InvokeAsync(isStale);
        }
    }

    /// <summary>A screen is as old as it is to those who look at it, whatever the pace of the city's time.</summary>
    long RealAge(long frameAt) => (long)((Clock.Now - frameAt) / Clock.Speed);

    (string Word, string Text) Look()
    {
        var now = Clock.Now;
        _now = Clock.InCity(now);
        if (Feed.LastFrameAt is not { } at)
        {
            return ("waiting", T["Live_Waiting"]);
        }

        var age = RealAge(at);
        return age > StaleAfterMs
            ? ("stale", T["Live_Stale", CityFormat.Age(age, CultureInfo.CurrentCulture)])
            : ("live", $"{T["Live"]} · {T.Count("Stations", Feed.Registry.Stations.Count)}");
    }
}
