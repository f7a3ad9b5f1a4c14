using System.Globalization;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Health;

/// <summary>
/// The devices that need a look, worst first, a page at a time; each with its own ledger on a click. Rows keep their places while somebody points
/// at them, so that nothing moves under the hand.
/// </summary>
public sealed partial class TroubledDevices
{
    bool _isPointed;
    bool _isFocused;
    long _asOf;
    object? _shownFor;
    List<WorstDeviceItem> _shown = [];

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    /// <summary>Null while it is not known.</summary>
    [Parameter, EditorRequired]
    public WorstDevicesAnswer? Found { get; set; }

    /// <summary>Of the device that is open.</summary>
    [Parameter]
    public DeviceLedgerAnswer? Account { get; set; }

    [Parameter, EditorRequired]
    public HealthQuery Query { get; set; } = HealthQuery.Empty;

    [Parameter]
    public EventCallback<HealthQuery> OnQuery { get; set; }

    int Pages => Found is null ? 1 : (Found.Matching + HealthQuery.DevicesAPage - 1) / HealthQuery.DevicesAPage;

    protected override void OnParametersSet()
    {
        if (Found is null)
        {
            return;
        }

        _asOf = IngestionElsewhere.Instant(Found.AsOf) ?? 0;
        var isSamePage = Query.Watch.Equals(_shownFor);
        _shownFor = Query.Watch;
        _shown = isSamePage && (_isPointed || _isFocused) ? InTheirPlaces(Found.Items) : [.. Found.Items];
    }

    static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Those that were shown where they were, with what is known now; new ones behind them.</summary>
    List<WorstDeviceItem> InTheirPlaces(IReadOnlyList<WorstDeviceItem> items)
    {
        var places = _shown.Index().ToDictionary(place => place.Item.Device, place => place.Index);
        return [.. items.OrderBy(item => places.GetValueOrDefault(item.Device, int.MaxValue))];
    }

    int CountOf(DeviceTrouble trouble) => Found?.ByTrouble.GetValueOrDefault(TroubleWords.Of(trouble)) ?? 0;

    string? PlaceOf(string device) => Feed.Registry.StationOf(device)?.Name ?? (Feed.Registry.Devices.GetValueOrDefault(device)?.Name is { } name && name != device ? name : null);

    Task Search(string? text) => OnQuery.InvokeAsync(Query.Find(text));

    Task Turn(int pages) => OnQuery.InvokeAsync(Query with { Page = Math.Clamp(Query.Page + pages, 1, Pages) });
}
