using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>
/// Who is told of what, for who sits before a page: operators look and drill, administrators change. The rights are checked here, not by hiding a button.
/// </summary>
sealed class NotificationDesk(
    NotificationPlans plans, CalloutBook callouts, DeliveryBook deliveries, AlertLog log, TimeZoneInfo zone, Operators operators, Administrators administrators, TimeProvider clock)
{
    const int MostShown = 50;

    /// <summary>The person may change the plan and try channels.</summary>
    public async Task<bool> MayChangeAsync() => await administrators.FindAsync() is not null;

    /// <exception cref="UnauthorizedAccessException">The person may only look at the city.</exception>
    public async Task<NotificationView> LookAsync(CancellationToken cancellationToken)
    {
        await operators.RequireAsync();
        var (plan, version) = await plans.CurrentAsync(cancellationToken);
        return new NotificationView(
            plan, version, await deliveries.ChannelsAsync(cancellationToken), await callouts.OpenAsync(cancellationToken), await deliveries.NewestAsync(MostShown, cancellationToken));
    }

    /// <summary>Null where somebody else has changed it since <paramref name="seen"/>.</summary>
    /// <exception cref="UnauthorizedAccessException">The person is no administrator.</exception>
    public async Task<int?> SaveAsync(NotificationPlan plan, int seen, CancellationToken cancellationToken) =>
        await plans.ChangeAsync(await administrators.RequireAsync(), seen, _ => plan, cancellationToken);

    /// <summary>Somebody stands in for whoever is on duty. False where the plan has no such roster or contact any more.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may only look at the city.</exception>
    public async Task<bool> StandInAsync(string roster, RosterOverride standIn, CancellationToken cancellationToken)
    {
        var (by, isKnown) = (await operators.RequireAsync(), false);
        await plans.ChangeAsync(
            by, null,
            plan =>
            {
                isKnown = plan.Contact(standIn.Contact) is not null && plan.Rosters.Any(one => one.Id == roster);
                return isKnown ? plan with { Rosters = [.. plan.Rosters.Select(one => one.Id == roster ? one with { Overrides = [.. Current(one), standIn] } : one)] } : null;
            },
            cancellationToken);
        return isKnown;
    }

    /// <exception cref="UnauthorizedAccessException">The person may only look at the city.</exception>
    public async Task<IReadOnlyList<RouteForecast>> WhoAsync(DrillPlace place, Severity severity, long at, CancellationToken cancellationToken)
    {
        await operators.RequireAsync();
        var (plan, _) = await plans.CurrentAsync(cancellationToken);
        var channels = (await deliveries.ChannelsAsync(cancellationToken)).Select(channel => channel.Name).ToHashSet();
        return Forecast.Of(plan, channels, zone, place.Domain, place.District, severity, at);
    }

    /// <exception cref="UnauthorizedAccessException">The person may only look at the city.</exception>
    public async Task<Alert> DrillAsync(DrillPlace place, Severity severity, CancellationToken cancellationToken) =>
        await log.StartDrillAsync(await operators.RequireAsync(), place, severity, clock.UnixMs(), cancellationToken);

    /// <summary>Puts a message in line that only tries a channel; its key.</summary>
    /// <exception cref="UnauthorizedAccessException">The person is no administrator.</exception>
    public async Task<string> TestAsync(string channel, Contact? contact, string language, CancellationToken cancellationToken) =>
        await deliveries.TestAsync(await administrators.RequireAsync(), channel, contact, language, clock.UnixMs(), cancellationToken: cancellationToken);

    /// <summary>What became of a message.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may only look at the city.</exception>
    public async Task<Delivery?> DeliveryAsync(string key, CancellationToken cancellationToken)
    {
        await operators.RequireAsync();
        return await deliveries.GetAsync(key, cancellationToken);
    }

    /// <summary>Those that are over for a month are history, and the plan keeps its versions.</summary>
    IEnumerable<RosterOverride> Current(Roster roster) => roster.Overrides.Where(one => one.Until > clock.UnixMs() - (long)TimeSpan.FromDays(31).TotalMilliseconds);
}

/// <param name="Version">Of the plan; 0 before anybody has made one.</param>
/// <param name="Deliveries">The newest first.</param>
public sealed record NotificationView(
    NotificationPlan Plan, int Version, IReadOnlyList<NotificationChannel> Channels, IReadOnlyList<Callout> Callouts, IReadOnlyList<Delivery> Deliveries);
