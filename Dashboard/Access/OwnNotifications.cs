using System.Security.Claims;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>How a person is told, for that person alone: the contact of the plan that names the account. Nobody else's is shown or changed here.</summary>
sealed class OwnNotifications(NotificationPlans plans, DeliveryBook deliveries, TimeProvider clock)
{
    /// <summary>One test in so much time for each channel of a person: a text message costs money.</summary>
    const long BetweenTestsMs = 60_000;

    /// <summary>User name of the account; null for who has none: a key, and people of the demo.</summary>
    public static string? AccountOf(ClaimsPrincipal person) => Sessions.IdOf(person) is null ? null : person.Identity?.Name;

    public async Task<OwnNotificationsView> LookAsync(string account, CancellationToken cancellationToken)
    {
        var (plan, version) = await plans.CurrentAsync(cancellationToken);
        var channels = (await deliveries.ChannelsAsync(cancellationToken)).Select(channel => channel.Name).ToHashSet();
        return new OwnNotificationsView(plan, version, plan.ContactOf(account), channels);
    }

    /// <param name="seen">Version of the plan the person saw; null = whatever stands is changed.</param>
    public Task<OwnChange> SaveAsync(HttpContext context, string account, int? seen, OwnChoices choices) =>
        plans.ChangeOwnAsync(Actors.Of(context), account, seen, choices, context.RequestAborted);

    /// <summary>Puts a message in line that only tries a channel, unless there was one within the minute. False where the person is not to be reached there.</summary>
    public async Task<bool> TestAsync(HttpContext context, string account, string? channel)
    {
        var view = await LookAsync(account, context.RequestAborted);
        if (channel is null || view.Contact?.AddressOn(channel) is null || !view.Channels.Contains(channel))
        {
            return false;
        }

        var now = clock.UnixMs();
        await deliveries.TestAsync(Actors.Of(context), channel, view.Contact, view.Contact.Language, now, now - (now % BetweenTestsMs), context.RequestAborted);
        return true;
    }
}

/// <param name="Contact">Null where no contact of the plan names the account.</param>
/// <param name="Channels">Names of those that are configured.</param>
sealed record OwnNotificationsView(NotificationPlan Plan, int Version, Contact? Contact, IReadOnlySet<string> Channels);
