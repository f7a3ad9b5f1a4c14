using System.Globalization;
using CityOps.Core.City;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Devices;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>All devices: how they stand, where, and when they were heard. Looks once a second while somebody can see it.</summary>
public sealed partial class Devices : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    DevicesQuery _query = DevicesQuery.All;
    DeviceList? _list;
    IReadOnlyList<string> _domains = [];
    IReadOnlyList<string> _districts = [];
    Registry? _known;
    bool _isRefused;
    bool _isLooking;

    [Inject]
    DeviceDesk Desk { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Script { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [SupplyParameterFromQuery]
    string? State { get; set; }

    [SupplyParameterFromQuery]
    string? Domain { get; set; }

    [SupplyParameterFromQuery]
    string? District { get; set; }

    [SupplyParameterFromQuery]
    string? Discovered { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    string? Search { get; set; }

    [SupplyParameterFromQuery]
    string? Sort { get; set; }

    [SupplyParameterFromQuery]
    string? Page { get; set; }

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
        _query = DevicesQuery.Read(State, Domain, District, Discovered, Search, Sort, Page);
        return LookAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Script.WatchAsync();
        }
    }

    // Another process may take its time to answer: one question at a time.
    async Task OnSecondAsync()
    {
        if (!_isLooking && !Script.IsHidden && !_gone.IsCancellationRequested)
        {
            await LookAsync();
            StateHasChanged();
        }
    }

    async Task LookAsync()
    {
        _isLooking = true;
        try
        {
            var (facts, registry) = (await Desk.FactsAsync(_gone.Token), Feed.Registry);
            _list = DeviceList.Of(_query, registry, facts, Feed.Find, Clock.Now);
            if (!ReferenceEquals(_known, registry))
            {
                _known = registry;
                _domains = [.. registry.Devices.Values.Select(device => device.Domain).Distinct().Order(StringComparer.Ordinal)];
                _districts = [.. registry.Stations.Values.Select(station => station.District).OfType<string>().Distinct().Order(StringComparer.CurrentCulture)];
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

        _isLooking = false;
    }

    static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    void Show(DevicesQuery query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.Parameters));
}
