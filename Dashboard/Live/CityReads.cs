using CityOps.Core.Alerts;
using CityOps.Core.City;

namespace CityOps.Dashboard.Live;

/// <summary>What the live feed asks of the city database. Each may be called at any time and throw when the database is away.</summary>
/// <param name="OpenAlerts">Every alert that is not cleared.</param>
/// <param name="AlertChangesSince">Alerts with a change number above the given one, lowest first, at most so many.</param>
/// <param name="LastAlertChange">The highest change number of the alert log; 0 while it is empty.</param>
public sealed record CityReads(
    Func<CancellationToken, Task<IReadOnlyList<Alert>>> OpenAlerts,
    Func<long, int, CancellationToken, Task<IReadOnlyList<Alert>>> AlertChangesSince,
    Func<CancellationToken, Task<long>> LastAlertChange,
    Func<CancellationToken, Task<long>> RegistryRevision,
    Func<CancellationToken, Task<Registry>> LoadRegistry);
