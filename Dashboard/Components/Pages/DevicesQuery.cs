using System.Globalization;
using CityOps.Dashboard.Components.Devices;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>In which order devices are listed.</summary>
public enum DeviceOrder : byte
{
    /// <summary>The worst first.</summary>
    State,
    Name,
    /// <summary>Those that have been quiet longest first.</summary>
    Heard,
}

/// <summary>
/// What the page of devices shows, as its address says it: <c>?state=&amp;domain=&amp;district=&amp;discovered=&amp;q=&amp;sort=&amp;page=</c>. Words that mean nothing are
/// left out. Immutable.
/// </summary>
/// <param name="IsDiscovered">Only those that nobody has vouched for.</param>
/// <param name="Page">From 1.</param>
public sealed record DevicesQuery(DeviceState? State, string? Domain, string? District, bool IsDiscovered, string? Search, DeviceOrder Order, int Page)
{
    const int LongestText = 80;

    public static DevicesQuery All { get; } = new(null, null, null, false, null, DeviceOrder.State, 1);

    public static DevicesQuery Read(string? state, string? domain, string? district, string? discovered, string? search, string? sort, string? page) => new(
        Word<DeviceState>(state), Text(domain), Text(district), discovered == "true", Text(search), Word<DeviceOrder>(sort) ?? DeviceOrder.State,
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 10_000) : 1);

    /// <summary>The address parameters; null = not in the address.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["state"] = State?.ToString().ToLowerInvariant(),
        ["domain"] = Domain,
        ["district"] = District,
        ["discovered"] = IsDiscovered ? "true" : null,
        ["q"] = Search,
        ["sort"] = Order == DeviceOrder.State ? null : Order.ToString().ToLowerInvariant(),
        ["page"] = Page == 1 ? null : Page,
    };

    /// <summary>Something is left out.</summary>
    public bool IsFiltered => this with { Order = DeviceOrder.State, Page = 1 } != All;

    /// <summary>Only this state; again = all of them.</summary>
    public DevicesQuery Toggle(DeviceState state) => this with { State = State == state ? null : state, Page = 1 };

    static T? Word<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length > LongestText ? text[..LongestText] : text.Trim();
}
