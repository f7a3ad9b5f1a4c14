using CityOps.Core.Readings;
using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>
/// One live trend. The numbers go from the readings API and the live hub straight to the page's script; the circuit only says
/// which series, how long, and in which words.
/// </summary>
public sealed partial class TrendChart : IAsyncDisposable
{
    const string Script = "ui/chart.js";

    IJSObjectReference? _module;
    IJSObjectReference? _trend;
    ElementReference _picture;
    ElementReference _legend;
    ElementReference _table;
    ElementReference _note;
    object? _shown;
    bool _isMissing;

    [Inject]
    IJSRuntime Js { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    /// <summary>What to show; null while there is nothing.</summary>
    [Parameter]
    public SeriesRow? Row { get; set; }

    /// <summary>The station's id: its group carries the live values. Null = all.</summary>
    [Parameter]
    public string? Station { get; set; }

    /// <summary>The worst open alert on the series; gives the limit.</summary>
    [Parameter]
    public Alert? Alert { get; set; }

    [Parameter]
    public int Hours { get; set; }

    [Parameter]
    public bool IsTable { get; set; }

    [Parameter]
    public EventCallback<int> OnHours { get; set; }

    [Parameter]
    public EventCallback<bool> OnTable { get; set; }

    // The page draws several times a second; this changes only with what it is about.
    object Look => (Row, Station, Limit, Hours, IsTable);

    TrendLimit? Limit => Alert is null ? null : new TrendLimit(
        Alert.Threshold, Alert.Direction == ConditionKind.Above, Alert.Severity.ToString().ToLowerInvariant(),
        T["Limit", CityFormat.Number(Alert.Threshold, CultureInfo.CurrentCulture)]);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_trend is not null)
            {
                await _trend.InvokeVoidAsync("dispose");
                await _trend.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
    }

    protected override bool ShouldRender() => _isMissing || !Look.Equals(_shown);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var look = Look;
        if (_isMissing || look.Equals(_shown))
        {
            return;
        }

        _shown = look;
        if (Row is not null)
        {
            await ShowAsync(Options(Row));
        }
    }

    async Task ShowAsync(TrendOptions options)
    {
        try
        {
            if (_trend is not null)
            {
                await _trend.InvokeVoidAsync("update", options);
                return;
            }

            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets[Script]);
            _trend ??= await _module.InvokeAsync<IJSObjectReference>("mount", _picture, _legend, _table, _note, options);
        }
        catch (JSException)
        {
            _isMissing = true;
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // Nobody is looking any more.
        }
    }

    TrendOptions Options(SeriesRow row)
    {
        var step = TimeSpan.FromMinutes(Hours <= 6 ? 1 : 5);
        return new TrendOptions(
            row.Series.ToString(), Station is null ? "all" : "station:" + Station, $"{row.Label}, {row.Place}", Hours, T.Count("LastHours", Hours),
            string.Create(CultureInfo.InvariantCulture, $"{step.TotalMinutes}m"), (long)step.TotalMilliseconds, UnitLabels.Display(row.Unit),
            Decimals.Of(row.Series.Quantity, row.Unit), CultureInfo.CurrentCulture.Name, Clock.ZoneName, Clock.Now, Limit, IsTable,
            TrendWords.In(T, Alert?.Direction != ConditionKind.Below));
    }
}
