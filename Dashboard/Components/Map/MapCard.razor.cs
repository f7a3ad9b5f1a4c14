using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Configuration;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CityOps.Dashboard.Components.Map;

/// <summary>
/// The map of the city, or the table of its districts, which has the same facts. States go by API and live hub to the page's script; the circuit says which
/// station is chosen and hears which one was clicked.
/// </summary>
public sealed partial class MapCard : IAsyncDisposable
{
    const string Script = "ui/map.js";

    readonly DistrictMarks _districts = new();
    IJSObjectReference? _module;
    IJSObjectReference? _map;
    DotNetObjectReference<MapCard>? _self;
    ElementReference _host;
    ElementReference _note;
    object? _shown;
    bool _isMissing;
    bool _isMounting;

    [Inject]
    IJSRuntime Js { get; set; } = null!;

    [Inject]
    MapBroadcaster Map { get; set; } = null!;

    [Inject]
    MapSettings Settings { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Parameter, EditorRequired]
    public Registry Registry { get; set; } = null!;

    /// <summary>All that are listed, for those about whole districts.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Alert> Alerts { get; set; } = [];

    /// <summary>The chosen station.</summary>
    [Parameter]
    public Station? Selected { get; set; }

    [Parameter]
    public IReadOnlyList<string> Domains { get; set; } = [];

    [Parameter, EditorRequired]
    public OperationsQuery Query { get; set; } = OperationsQuery.Empty;

    /// <summary>Hears the id of a station.</summary>
    [Parameter]
    public EventCallback<string> OnSelect { get; set; }

    /// <summary>Hears the name of a district whose own mark was clicked.</summary>
    [Parameter]
    public EventCallback<string> OnDistrict { get; set; }

    [Parameter]
    public EventCallback<string> OnDomain { get; set; }

    [Parameter]
    public EventCallback<bool> OnTable { get; set; }

    MapTiles? Tiles => Settings is { Tiles: { } tiles, Attribution: { } attribution } ? new MapTiles(tiles, attribution) : null;

    bool IsTable => _isMissing || Query.IsMapTable;

    // The page draws several times a second; this changes only with what the script must know.
    object Look => (Selected?.Id, string.Join(',', Query.Domains.Order(StringComparer.Ordinal)), string.Join(',', Districts));

    IReadOnlyList<DistrictMark> Districts => _districts.Of(Alerts, Query.Domains, Registry, Clock.Now);

    /// <summary>Called by the map.</summary>
    [JSInvokable]
    public Task Select(string station) => OnSelect.InvokeAsync(station);

    /// <summary>Called by the map.</summary>
    [JSInvokable]
    public Task OpenDistrict(string district) => OnDistrict.InvokeAsync(district);

    /// <summary>Called by the map where the browser cannot draw it.</summary>
    [JSInvokable]
    public void SetMissing()
    {
        _isMissing = true;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        try
        {
            if (_map is not null)
            {
                await _map.InvokeVoidAsync("dispose");
                await _map.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the map with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var look = Look;
        if (_isMissing || look.Equals(_shown))
        {
            return;
        }

        _shown = look;
        try
        {
            await ShowAsync();
        }
        catch (JSException)
        {
            SetMissing();
        }
        catch (JSDisconnectedException)
        {
            // Nobody is looking any more.
        }
    }

    async Task ShowAsync()
    {
        var options = new MapOptions(Selected?.Id, [.. Query.Domains.Order(StringComparer.Ordinal)], Districts, Tiles, MapWords.In(T));
        if (_map is not null)
        {
            await _map.InvokeVoidAsync("update", options);
        }
        else if (!_isMounting)
        {
            // The page draws on while the script comes: it must be mounted once.
            _isMounting = true;
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets[Script]);
            _map = await _module.InvokeAsync<IJSObjectReference>("mount", _host, _note, options, _self ??= DotNetObjectReference.Create(this));
            // What was chosen while the script came.
            _shown = null;
            StateHasChanged();
        }
    }

    IEnumerable<string> Facts(Station station) =>
        new[] { station.District, T.Domain(station.Domain), T.State(Map.StateOf(station.Id)) }.OfType<string>();
}
