using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>One station: what it measures now and did, its alerts, the rules that watch it, its devices. Draws when the feed moved.</summary>
public sealed partial class StationPage : IDisposable
{
    const int MostAlerts = 20;

    readonly CancellationTokenSource _gone = new();
    readonly SeriesCatalogue _catalogue = new();
    readonly AlertMarks _marks = new();
    IDisposable? _beats;
    Station? _station;
    StationState _state;
    IReadOnlyList<SeriesRow> _rows = [];
    IReadOnlyList<Device> _devices = [];
    IReadOnlyList<Alert> _alerts = [];
    IReadOnlyList<AlertRule> _rules = [];
    SeriesRow? _selected;
    object? _from;
    object? _seen;
    string? _loaded;
    int _hours = OperationsQuery.DefaultHours;
    bool _isTable;
    bool _mayAct;
    bool _isAway;
    Registry? _ruledBy;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    MapBroadcaster Map { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    AlertDesk Desk { get; set; } = null!;

    [Inject]
    AlertActions Actions { get; set; } = null!;

    [Inject]
    RuleDesk Rules { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The series in the chart.</summary>
    [SupplyParameterFromQuery]
    string? Series { get; set; }

    string MapHref => $"./?station={Uri.EscapeDataString(Id)}";

    string AlertsHref => $"alerts?tab=history&q={Uri.EscapeDataString(_station?.Name ?? Id)}";

    string HistoryHref => _selected is { } row ? $"history?series={Uri.EscapeDataString(row.Series.ToString())}" : $"history?station={Uri.EscapeDataString(Id)}";

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _mayAct = await Actions.ActorAsync() is not null;
        _beats = Pulse.Subscribe(beat => _ = InvokeAsync(BeatAsync));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Id)
        {
            (_loaded, _ruledBy, _from) = (Id, null, null);
            await LoadAsync();
        }
    }

    async Task BeatAsync()
    {
        if (_isAway || !ReferenceEquals(_seen, Feed.OpenAlerts) || !ReferenceEquals(_ruledBy, Feed.Registry))
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    /// <summary>What is asked of the city database: alerts when they have moved, rules when the registry has.</summary>
    async Task LoadAsync()
    {
        (_seen, _isAway) = (Feed.OpenAlerts, false);
        try
        {
            _alerts = (await Desk.FindAsync(new AlertQuery { Station = Id, Limit = MostAlerts }, _gone.Token)).Items;
            if (!ReferenceEquals(_ruledBy, Feed.Registry))
            {
                _ruledBy = Feed.Registry;
                _rules = RulesOf(await Rules.ListAsync(_gone.Token), _ruledBy);
            }
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
            (_isAway, _ruledBy) = (true, null);
        }
    }

    /// <summary>Looked for among the few series of this station, not among all of the city.</summary>
    List<AlertRule> RulesOf(IReadOnlyList<AlertRule> rules, Registry registry)
    {
        var cover = new RuleCover(registry with
        {
            Series = registry.Series.Where(one => registry.StationOf(one.Key.Device)?.Id == Id).ToFrozenDictionary(),
        });
        return [.. rules.Where(rule => rule.Enabled && cover.CountOf(rule) > 0).OrderBy(rule => rule.Severity).ThenBy(rule => rule.Name, StringComparer.CurrentCulture)];
    }

    void Look()
    {
        var registry = Feed.Registry;
        _station = registry.Stations.GetValueOrDefault(Id);
        _catalogue.Refresh(registry, Feed.Series, Clock.Now);
        if (!ReferenceEquals(_from, _catalogue.Rows))
        {
            _from = _catalogue.Rows;
            _rows = [.. _catalogue.Rows.Where(row => registry.StationOf(row.Series.Device)?.Id == Id)];
            _devices = [.. registry.Devices.Values.Where(device => device.Station == Id).OrderBy(device => device.Id, StringComparer.Ordinal)];
        }

        _selected = _rows.FirstOrDefault(row => row.Series.ToString() == Series) ?? Worst() ?? (_rows.Count > 0 ? _rows[0] : null);
        _state = Map.StateOf(Id);
    }

    SeriesRow? Worst() => _rows.Where(row => _marks.Of(Feed.OpenAlerts).ContainsKey(row.Series)).MinBy(row => _marks.Of(Feed.OpenAlerts)[row.Series].Severity);

    /// <summary>When a reading of it came last, Unix ms.</summary>
    long? LastOf(string device) => _rows.Where(row => row.Series.Device == device).Max(row => Feed.Find(row.Series)?.ReceivedAt);

    void Select(SeriesId series) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("series", series.ToString()), replace: true);
}
