using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Api.Export;
using CityOps.Dashboard.Components.Charts;
using CityOps.Dashboard.Components.History;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>What the city measured: up to six series over any stretch of time. All of the view is in the address; it stands still until somebody moves it.</summary>
public sealed partial class History : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    readonly HistorySeries _series = new();
    IDisposable? _beats;
    HistoryQuery _query = HistoryQuery.Empty;
    HistoryPeriod _period = new(0, 1);
    HistoryFacts _facts = HistoryFacts.None;
    IReadOnlyList<SeriesRow> _rows = [];
    HistoryOptions _options = null!;
    HistoryWords? _read;
    string? _shown;
    string? _asked;
    bool _isLoading = true;
    bool _isAway;
    bool _isRefused;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    ChartDesk Desk { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    /// <summary>The view with a period that does not move on with the clock.</summary>
    HistoryQuery Fixed => _query.Days is null ? _query with { Days = _period } : _query;

    string ExportHref => Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri(HistoryExport.Page).ToString(), (Fixed with { Search = HistorySearch.None }).Parameters);

    string ReadingsHref
    {
        get
        {
            var shown = _query.Zoom ?? _query.Days ?? _period;
            return Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri($"api/v1{ExportApi.Path}").ToString(), new Dictionary<string, object?>
            {
                ["series"] = string.Join(',', _query.Series), ["from"] = shown.FromText, ["to"] = shown.ToText, ["tz"] = Clock.ZoneName,
            });
        }
    }

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
            _ = InvokeAsync(FollowAsync);
        }
    });

    protected override async Task OnParametersSetAsync()
    {
        _series.Refresh(Feed.Registry);
        var words = Words;
        if (words != _read)
        {
            (_read, _query) = (words, HistoryQuery.Read(words));
        }

        if (_query.Shown == _shown)
        {
            return;
        }

        _shown = _query.Shown;
        // A picture of the last hours keeps its end while only its look changes.
        var asked = (_query with { Zoom = null, HasBands = true, HasEnvelope = true, HasPrevious = false, IsTable = false, Series = [] }).Shown;
        if (asked != _asked)
        {
            (_asked, _period) = (asked, _query.Period(Clock.Now));
        }

        Draw();
        await LoadAsync();
    }

    async Task FollowAsync()
    {
        var isOther = _series.Refresh(Feed.Registry);
        if (isOther || _isAway)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    async Task LoadAsync()
    {
        var (query, shown) = (_query, _query.Zoom ?? _period);
        try
        {
            var limits = query.Series.Count == 0 ? [] : await Desk.LimitsAsync(query.Series, _gone.Token);
            var alerts = new List<Alert>();
            foreach (var id in query.Series)
            {
                alerts.AddRange(await Desk.AlertsAsync(id, shown.From, shown.To, _gone.Token));
            }

            if (query.Shown == _query.Shown)
            {
                (_facts, _isAway) = (new HistoryFacts(limits, [.. alerts.OrderByDescending(alert => alert.RaisedAt)]), false);
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

        _isLoading = false;
        Draw();
    }

    /// <summary>New options for the script: it draws again, and fetches only what it has not got.</summary>
    void Draw()
    {
        _rows = [.. _query.Series.Select(id => _series.Rows.FirstOrDefault(row => row.Series == id)).OfType<SeriesRow>()];
        var drawn = _query.Series.Select(id => SeriesCatalogue.Ordered([id], Feed.Registry)[0]).ToList();
        _options = new HistoryOptions(
            _period.From, _period.To, _query.Zoom?.From, _query.Zoom?.To, _query.HasEnvelope, _query.HasPrevious, _query.IsTable,
            HistoryGroup.Of(drawn, _facts, _query.HasBands, T), CultureInfo.CurrentCulture.Name, Clock.ZoneName, Clock.Now, ChartWords.In(T));
    }

    /// <summary>Back to a period that goes up to now is to the now of then.</summary>
    async Task MoveToAsync(HistoryPeriod? zoom)
    {
        if (zoom is not null || _query.Zoom is not null)
        {
            Show(_query with { Zoom = zoom });
            return;
        }

        _period = _query.Period(Clock.Now);
        await LoadAsync();
    }

    string Href(HistoryQuery query) => Navigation.GetUriWithQueryParameters(query.Parameters);

    /// <summary>At once, not when the browser has told its new address: the next click may come before that.</summary>
    void Show(HistoryQuery query)
    {
        _query = query;
        Navigation.NavigateTo(Href(query), replace: true);
    }
}
