using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Shifts;

/// <summary>The log book and the hand-over in words for people.</summary>
static class ShiftWords
{
    /// <summary><c>29 Nov 2026 22:01</c>, whatever day it is: what is printed is read on another day.</summary>
    public static string Dated(this CityClock clock, long unixMs)
    {
        var (at, culture) = (clock.InCity(unixMs), CultureInfo.CurrentCulture);
        return $"{CityFormat.Day(at, culture)} {at.ToString("yyyy HH:mm", culture)}";
    }

    /// <summary>From one moment to another, the day once where it is the same.</summary>
    public static string Period(this CityClock clock, long from, long to) => clock.InCity(from).Date == clock.InCity(to).Date
        ? $"{clock.Dated(from)} – {clock.InCity(to).ToString("HH:mm", CultureInfo.CurrentCulture)}"
        : $"{clock.Dated(from)} – {clock.Dated(to)}";

    /// <summary>A built-in rule has a name in each language.</summary>
    public static string NameOf(HandedAlert alert) => OutageRule.Find(alert.RuleId) is { } outage ? Words.Of(outage.Name) : alert.Name;

    public static string PlaceOf(HandedAlert alert) => OutageRule.Find(alert.RuleId) is not null ? "CityOps" : string.Join(" · ", new[] { alert.Place, alert.District }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>What is out of service, as people call it.</summary>
    public static string SubjectOf(this IStringLocalizer<Texts> texts, MaintenanceWindow window, Registry registry) => window.Scope switch
    {
        MaintenanceScope.Station => StationOf(window.Subject, registry),
        MaintenanceScope.Device when registry.Devices.TryGetValue(window.Subject, out var device) => device.Name,
        MaintenanceScope.District => texts["Shift_District", window.Subject],
        _ => window.Subject,
    };

    public static string StationOf(string id, Registry registry) => registry.Stations.TryGetValue(id, out var station) ? station.Name : id;

    /// <summary>What people wrote, line by line.</summary>
    public static string Text(string text) => string.Join('\n', text.Split('\n').Select(line => PlainText.Excerpt(line, LogText.Most + 1)));
}
