using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>What people see of alerts on pages. The right to is checked here.</summary>
sealed class AlertDesk(AlertLog log, RuleBook book, DeliveryBook deliveries, Viewers viewers, TimeProvider clock)
{
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<AlertPage> FindAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await log.QueryAsync(query, clock.UnixMs(), cancellationToken);
    }

    /// <summary>An alert with its history, and the version of the rule that raised it; null where there is no such alert.</summary>
    /// <returns>No rule with an alert about CityOps itself.</returns>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<(AlertDetails Details, AlertRule? Rule)?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await log.GetAsync(id, cancellationToken) is { } details
            ? (details, await book.GetVersionAsync(details.Alert.Rule.Id, details.Alert.Rule.Version, cancellationToken))
            : null;
    }

    /// <summary>Who was told of an alert, and what became of that.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(string id, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await deliveries.OfAlertAsync(id, cancellationToken);
    }
}
