using CityOps.Core.City;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Components.Maintenance;

/// <summary>What can be taken out of service, by id and by name. Pure; safe for concurrent use.</summary>
static class MaintenanceSubjects
{
    /// <summary>More than anybody reads in a list.</summary>
    const int MostOffered = 30;

    /// <summary>Those that have a text in their id or name.</summary>
    public static IEnumerable<(string Id, string Name)> Offered(Registry registry, MaintenanceScope scope, string? text) => All(registry, scope)
        .Where(one => string.IsNullOrWhiteSpace(text) || one.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase) || one.Id.Contains(text, StringComparison.OrdinalIgnoreCase))
        .OrderBy(one => one.Name, StringComparer.CurrentCulture).Take(MostOffered);

    /// <summary>The id of what a person has typed: its id, or a name that only it has; null = there is none, or several.</summary>
    public static string? Find(Registry registry, MaintenanceScope scope, string? typed)
    {
        var text = typed?.Trim() ?? "";
        var all = All(registry, scope).ToList();
        return all.Exists(one => one.Id == text) ? text
            : all.FindAll(one => one.Name.Equals(text, StringComparison.OrdinalIgnoreCase)) is [var only] ? only.Id : null;
    }

    /// <summary>The name of a subject; what is not known any more is called by its id.</summary>
    public static string NameOf(Registry registry, MaintenanceWindow window) => window.Scope switch
    {
        MaintenanceScope.Station => registry.Stations.GetValueOrDefault(window.Subject)?.Name ?? window.Subject,
        MaintenanceScope.Device => registry.Devices.GetValueOrDefault(window.Subject)?.Name ?? window.Subject,
        _ => window.Subject,
    };

    static IEnumerable<(string Id, string Name)> All(Registry registry, MaintenanceScope scope) => scope switch
    {
        MaintenanceScope.Station => registry.Stations.Values.Select(one => (one.Id, one.Name)),
        MaintenanceScope.Device => registry.Devices.Values.Select(one => (one.Id, one.Name)),
        _ => registry.Stations.Values.Select(one => one.District).OfType<string>().Distinct().Select(one => (one, one)),
    };
}
