using CityOps.Dashboard.Live.Latency;
using CityOps.Dashboard.Localization;
using Microsoft.JSInterop;

namespace CityOps.Dashboard.Components.Screen;

/// <summary>
/// Has the page's script tell when values and alerts were really on the screen, which only the browser knows. One per circuit. Where the
/// city's time runs faster than ours nothing is measured: its times say nothing about speed.
/// </summary>
public sealed class ScreenMeter(PageScript page, ScreenLatency latency, CityClock clock) : IDisposable
{
    /// <summary>The script sends fewer at a time.</summary>
    const int MostAtOnce = 400;

    readonly string _screen = Guid.NewGuid().ToString("N");
    DotNetObjectReference<ScreenMeter>? _self;

    public bool IsMeasuring => clock.Speed == 1;

    public ValueTask StartAsync() => IsMeasuring ? page.MeasureAsync(_self ??= DotNetObjectReference.Create(this)) : ValueTask.CompletedTask;

    /// <summary>Called by the page, which finds out from it how its clock differs from ours. Unix ms.</summary>
    [JSInvokable]
    public long Now() => clock.Now;

    /// <summary>Called by the page every few seconds. What has another form than agreed is passed over.</summary>
    [JSInvokable]
    public void Seen(int[][]? sightings) =>
        latency.Take(_screen, (sightings ?? []).Take(MostAtOnce).Select(Sighting.Read).OfType<Sighting>());

    public void Dispose() => _self?.Dispose();
}
