using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Figures;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>The operations page: alerts, live values, one trend. Draws when <see cref="ScreenPulse"/> says so.</summary>
public sealed partial class Operations : IDisposable
{
    const long SecondMs = 1_000;

    readonly AlertMarks _marks = new();
    SeriesCatalogue _catalogue = null!;
    AlertAnnouncements _announcements = null!;
    IDisposable? _beats;
    OperationsQuery _query = OperationsQuery.Empty;
    List<SeriesRow> _rows = [];
    IReadOnlyList<Alert> _listed = [];
    IReadOnlyList<Alert>? _seen;
    long _asideUntil;
    Alert? _worst;
    SeriesId? _default;
    SeriesId? _selected;
    SeriesRow? _selectedRow;
    Station? _station;
    IReadOnlyList<SeriesRow>? _rowsSeen;
    long _movedAt;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    FigureBoard Board { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    ScreenMeter Meter { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [SupplyParameterFromQuery]
    string? Series { get; set; }

    [SupplyParameterFromQuery]
    string? Severity { get; set; }

    [SupplyParameterFromQuery]
    string? Domain { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    string? Search { get; set; }

    [SupplyParameterFromQuery]
    string? Range { get; set; }

    [SupplyParameterFromQuery]
    string? Table { get; set; }

    [SupplyParameterFromQuery]
    string? Station { get; set; }

    [SupplyParameterFromQuery]
    string? Map { get; set; }

    public void Dispose() => _beats?.Dispose();

    protected override void OnInitialized()
    {
        _catalogue = new SeriesCatalogue();
        _beats = Pulse.Subscribe(OnBeat);
    }

    protected override void OnParametersSet() => _query = OperationsQuery.From(Series, Severity, Domain, Search, Range, Table, Station, Map);

    // While values move, ages move with them: a second of its own is needed only in a quiet city.
    void OnBeat(ScreenBeat beat)
    {
        var now = Environment.TickCount64;
        if (beat.HasFlag(ScreenBeat.Moved))
        {
            _movedAt = now;
        }
        else if (now - _movedAt < SecondMs)
        {
            return;
        }

        _ = InvokeAsync(StateHasChanged);
    }

    void Look()
    {
        _catalogue.Refresh(Feed.Registry, Feed.Series, Clock.Now);
        _rows = _catalogue.Where(_query.Domains, _query.Search);
        if (!ReferenceEquals(_seen, Feed.OpenAlerts) || Clock.Now >= _asideUntil)
        {
            PutAside(Feed.OpenAlerts, Clock.Now);
        }

        _worst = _listed.MinBy(alert => (alert.Severity, alert.Acknowledged is not null, -alert.RaisedAt));
        _selected = _query.Series ?? (_query.Station is { } station ? SeriesAt(station) : Default());
        _station = Feed.Registry.Stations.GetValueOrDefault(_query.Station ?? StationOf(_selected) ?? "");
        if (!ReferenceEquals(_rowsSeen, _catalogue.Rows) || _selectedRow?.Series != _selected)
        {
            _rowsSeen = _catalogue.Rows;
            _selectedRow = _rowsSeen.FirstOrDefault(row => row.Series == _selected);
        }
    }

    /// <summary>Shelved ones until their time, and what another alert explains: neither asks for a hand now.</summary>
    void PutAside(IReadOnlyList<Alert> open, long now)
    {
        _seen = open;
        _listed = [.. open.Where(alert => !alert.IsAside(now))];
        _asideUntil = open.Select(alert => alert.Shelved?.Until ?? 0).Where(until => until > now).DefaultIfEmpty(long.MaxValue).Min();
    }

    // Stays while its alert is open, so that the chart does not jump with every new one.
    SeriesId? Default()
    {
        if (_default is null || !_marks.Of(Feed.OpenAlerts).ContainsKey(_default.Value))
        {
            _default = _worst?.Series ?? _default ?? (_rows.Count > 0 ? _rows[0].Series : null);
        }

        return _default;
    }

    // Of a station that was chosen on the map: what is worst there, else the first of its series.
    SeriesId? SeriesAt(string station) =>
        _listed.Where(alert => alert.Station == station && alert.Series is not null).MinBy(alert => (alert.Severity, alert.Acknowledged is not null))?.Series
        ?? _catalogue.Rows.FirstOrDefault(row => StationOf(row.Series) == station)?.Series;

    string? StationOf(SeriesId? series) => series is { } id ? Feed.Registry.StationOf(id.Device)?.Id : null;

    string Href(SeriesId series) => Navigation.GetUriWithQueryParameters("./", _query.With(series).Parameters);

    /// <summary>To what is worst of it, else to where the number is from.</summary>
    string HrefOf(FigureView view) => (view.Worst?.Series ?? view.Chosen?.Series) is { } series ? Href(series) : Href();

    string Href() => Navigation.GetUriWithQueryParameters("./", _query.Parameters);

    string PlaceOf(SeriesId series) => Feed.Registry.StationOf(series.Device)?.Name ?? series.Device;

    string Anchor(string id) => $"{new Uri(Navigation.Uri).PathAndQuery}#{id}";

    void Show(OperationsQuery query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.Parameters), replace: true);

    void Say(string sentence) => _announcements.Say(sentence);
}
