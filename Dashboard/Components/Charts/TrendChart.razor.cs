using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Components.Health;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>
/// One trend, live or of a stretch of time. The numbers go from the readings API and the live hub straight to the page's script; the circuit
/// says which series, how long, in which words, and with which limits and alerts.
/// </summary>
public sealed partial class TrendChart : IAsyncDisposable
{
    const string Script = "ui/chart.js";

    readonly CancellationTokenSource _gone = new();
    readonly TrendFacts _facts = new();
    IJSObjectReference? _module;
    IJSObjectReference? _trend;
    ElementReference _picture;
    ElementReference _legend;
    ElementReference _table;
    ElementReference _note;
    ElementReference _readOut;
    ElementReference _tools;
    object? _shown;
    bool _isMissing;
    bool _isMounting;
    bool _isAway;

    [Inject]
    IJSRuntime Js { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ChartDesk Desk { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    /// <summary>What to show; null while there is nothing.</summary>
    [Parameter]
    public SeriesRow? Row { get; set; }

    /// <summary>The station's id: its group carries the live values. Null = all.</summary>
    [Parameter]
    public string? Station { get; set; }

    [Parameter]
    public int Hours { get; set; }

    /// <summary>Instead of so many hours.</summary>
    [Parameter]
    public TrendPeriod? Period { get; set; }

    [Parameter]
    public bool IsTable { get; set; }

    [Parameter]
    public EventCallback<int> OnHours { get; set; }

    [Parameter]
    public EventCallback<bool> OnTable { get; set; }

    // The page draws several times a second; this changes only with what it is about.
    object Look => (Row, Station, Hours, Period, IsTable, _facts.Version, _isAway);

    string PeriodName => Period is not { } period ? T.Count("LastHours", Hours)
        : period.To is { } to ? T["Chart_FromTo", Clock.Moment(period.From), Clock.Moment(to)]
        : T["Chart_Since", Clock.Moment(period.From)];

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
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

    /// <summary>Asks for limits and alerts when they may have moved. A chart without them is still a chart.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (Row is not { Series: var series } || !_facts.IsDue(series, Feed, Clock.Now))
        {
            return;
        }

        try
        {
            var limits = TrendBand.Of(await Desk.LimitsAsync([series], _gone.Token), T);
            var alerts = await Desk.AlertsAsync(series, null, null, _gone.Token);
            _facts.Take(series, limits, [.. alerts.Select(alert => TrendMark.Of(alert, T))]);
            _isAway = false;
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is OperationCanceledException && _gone.IsCancellationRequested))
        {
            // The session has ended and the layout says so, or nobody looks any more.
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            _isAway = true;
            _facts.Fail(Clock.Now);
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
            }
            else if (!_isMounting)
            {
                // The page draws on while the script comes: it must be mounted once.
                _isMounting = true;
                _module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets[Script]);
                var parts = new { picture = _picture, legend = _legend, table = _table, note = _note, readOut = _readOut, tools = _tools };
                _trend = await _module.InvokeAsync<IJSObjectReference>("mount", parts, options);
                // What was asked for while the script came.
                _shown = null;
                StateHasChanged();
            }
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

    TrendOptions Options(SeriesRow row) => new(
        row.Series.ToString(), Station is null ? "all" : "station:" + Station, $"{row.Label}, {row.Place}", Hours, Period?.From, Period?.To, PeriodName, Step,
        UnitLabels.Display(row.Unit), Decimals.Of(row.Series.Quantity, row.Unit), CultureInfo.CurrentCulture.Name, Clock.ZoneName, Clock.Now,
        _facts.Bands, _facts.Marks, IsTable, ChartWords.In(T));

    /// <summary>Not shorter than a minute: most devices report no oftener, and each value would be a mean of its own.</summary>
    string Step => Period is { } period ? BucketSteps.For((period.To ?? Clock.Now) - period.From, least: "1m") : Hours <= 6 ? "1m" : "5m";
}
