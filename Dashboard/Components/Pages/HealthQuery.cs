using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>
/// What the health page shows, as its address says it, so that a view can be shared:
/// <c>?trouble=&amp;all=&amp;q=&amp;page=&amp;device=&amp;from=&amp;before=</c>. Words that mean nothing are left out. Immutable.
/// </summary>
/// <param name="Trouble">Only devices with this one; null = any.</param>
/// <param name="All">Devices without trouble, too.</param>
/// <param name="Page">Of the devices, from 1.</param>
/// <param name="Device">Whose own ledger is open; null = none.</param>
/// <param name="From">Only this device's refused messages; null = everybody's.</param>
/// <param name="Before">Where the page of refused messages before this one ended; null = from the newest.</param>
public sealed record HealthQuery(DeviceTrouble? Trouble, bool All, string Search, int Page, string? Device, string? From, string? Before)
{
    public const int DevicesAPage = 20;
    const int LongestSearch = 80;
    const int MostPages = 100_000;

    public static HealthQuery Empty { get; } = new(null, false, "", 1, null, null, null);

    public static HealthQuery Of(string? trouble, string? all, string? search, string? page, string? device, string? from, string? before) => new(
        TroubleWords.Read(trouble), all == "true", search is { Length: > LongestSearch } ? search[..LongestSearch] : search ?? "",
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostPages ? number : 1,
        Id(device), Id(from), long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? before : null);

    public WatchQuery Watch => new(Search, Trouble, All, (Page - 1) * DevicesAPage, DevicesAPage);

    /// <summary>The address parameters; null = not in the address, because it is the default.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["trouble"] = Trouble is { } trouble ? TroubleWords.Of(trouble) : null,
        ["all"] = All ? "true" : null,
        ["q"] = Search.Length == 0 ? null : Search,
        ["page"] = Page == 1 ? null : Page,
        ["device"] = Device,
        ["from"] = From,
        ["before"] = Before,
    };

    /// <summary>Another choice of devices begins on its first page.</summary>
    public HealthQuery Toggle(DeviceTrouble trouble) => this with { Trouble = Trouble == trouble ? null : trouble, All = false, Page = 1 };

    public HealthQuery ToggleAll() => this with { All = !All, Trouble = null, Page = 1 };

    public HealthQuery Find(string? search) => this with { Search = search ?? "", Page = 1 };

    public HealthQuery ToggleDevice(string device) => this with { Device = Device == device ? null : device };

    public HealthQuery RefusedFrom(string? device) => this with { From = Id(device), Before = null };

    static string? Id(string? text) => Identifiers.IsId(text) ? text : null;
}
