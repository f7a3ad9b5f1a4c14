using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Screen;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>What somebody does who comes by the link of a message: in the name of the person it was sent to, once, without a sign-in. Looking uses nothing up: programs that check links look, too.</summary>
sealed class LinkActs(ActLinks links, DeliveryBook book, NotificationPlans plans, AlertLog log, TimeProvider clock)
{
    /// <summary>What the link opens, and the alerts of its message, the worst first.</summary>
    public async Task<(ActLink Link, IReadOnlyList<Alert> Alerts)> FindAsync(string token, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(token, clock.UnixMs(), cancellationToken);
        if (link.Delivery?.Contact is { } contact && (await plans.CurrentAsync(cancellationToken)).Plan.Contact(contact) is null)
        {
            // Somebody who is no longer called acts for nobody.
            return (new ActLink(ActLinkState.Expired, null), []);
        }

        return (link, link is { State: ActLinkState.Good or ActLinkState.Used, Delivery: { } delivery } ? await book.AlertsOfAsync(delivery.Key, cancellationToken) : []);
    }

    /// <summary>Does one thing to all alerts of the message that still ask for it. False where the link is used up, or opens nothing.</summary>
    /// <param name="text">A comment, or why they are shelved; null = none.</param>
    /// <param name="shelveFor">Longer than a severity may be shelved is shortened to that.</param>
    public async Task<bool> ActAsync(string token, LinkAct act, string? text, TimeSpan shelveFor, string? address, CancellationToken cancellationToken)
    {
        var (link, alerts) = await FindAsync(token, cancellationToken);
        if (link is not { State: ActLinkState.Good, Delivery: { Contact: not null } delivery } || !await links.UseAsync(delivery.Key, clock.UnixMs(), cancellationToken))
        {
            return false;
        }

        try
        {
            var by = new Actor(delivery.ContactName ?? delivery.Contact, address);
            foreach (var alert in alerts)
            {
                await ActAsync(alert, act, by, text, shelveFor);
            }

            return true;
        }
        catch (Exception)
        {
            // Nobody must be shut out because the database was away: what was done is done once, however often it is asked for.
            await ReleaseAsync(delivery.Key);
            throw;
        }
    }

    /// <summary>Where that cannot be written either, the first failure is the one to tell.</summary>
    async Task ReleaseAsync(string key)
    {
        try
        {
            await links.ReleaseAsync(key, CancellationToken.None);
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            // The link stays used; the person can sign in.
        }
    }

    Task ActAsync(Alert alert, LinkAct act, Actor by, string? text, TimeSpan shelveFor)
    {
        var now = clock.UnixMs();
        return act switch
        {
            LinkAct.Comment => text is null ? Task.CompletedTask : log.CommentAsync(alert.Id, by, text, null, now),
            LinkAct.Shelve => alert.IsOpen ? log.ShelveAsync(alert.Id, by, now + (long)Shorter(shelveFor, ShelfLimits.Of(alert.Severity)).TotalMilliseconds, text ?? "–", null, now) : Task.CompletedTask,
            _ => log.AcknowledgeAsync(alert.Id, by, text, null, now),
        };
    }

    static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>What a link can do.</summary>
enum LinkAct
{
    Acknowledge,
    Comment,
    Shelve,
}
