using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Messages that wait, and what became of each. Safe for concurrent use by several threads and processes. Exceptions of the database escape to the caller. Instants
/// are Unix ms.
/// </summary>
public sealed partial class DeliveryBook(IDbContextFactory<CityDatabase> factory)
{
    internal const string OverBefore = "Acknowledged or over before it could be told.";

    readonly CityWrites _writes = new(factory, CounterEntity.Notifications);

    /// <summary>What is due on a channel, the most urgent and the oldest first, reports last.</summary>
    public async Task<IReadOnlyList<Delivery>> WaitingAsync(string channel, long now, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        // Reports last: they have no severity, and wake nobody. As texts, too, severities stand in their order.
        var rows = await db.Deliveries.AsNoTracking().Where(one => one.State == DeliveryState.Waiting && one.DueAt <= now && one.Channel == channel)
            .OrderBy(one => one.Report != null).ThenBy(one => one.Severity).ThenBy(one => one.DueAt).Take(limit).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToDelivery());
    }

    /// <summary>The alerts of a message as they stand now, the worst first; all of them, so whoever names them takes some.</summary>
    public async Task<IReadOnlyList<Alert>> AlertsOfAsync(string key, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Alerts.AsNoTracking().Where(alert => db.DeliveryAlerts.Any(one => one.Delivery == key && one.AlertId == alert.Id)).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToAlert()).OrderBy(alert => alert.Severity).ThenBy(alert => alert.RaisedAt).ThenBy(alert => alert.Id, StringComparer.Ordinal)];
    }

    public async Task<Delivery?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return (await db.Deliveries.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancellationToken))?.ToDelivery();
    }

    /// <summary>All messages about an alert, the oldest first.</summary>
    public async Task<IReadOnlyList<Delivery>> OfAlertAsync(string alert, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Deliveries.AsNoTracking().Where(one => db.DeliveryAlerts.Any(about => about.AlertId == alert && about.Delivery == one.Key))
            .OrderBy(one => one.CreatedAt).ThenBy(one => one.Key).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToDelivery());
    }

    /// <summary>The newest messages, newest first.</summary>
    public async Task<IReadOnlyList<Delivery>> NewestAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Deliveries.AsNoTracking().OrderByDescending(one => one.CreatedAt).ThenBy(one => one.Key).Take(limit).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToDelivery());
    }

    /// <summary>Puts a message in line that only tries a channel.</summary>
    /// <param name="turn">Of several with the same turn there is one; null = <paramref name="now"/>.</param>
    public Task<string> TestAsync(Actor by, string channel, Contact? contact, string language, long now, long? turn = null, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            var key = AlertId.From("test", channel + "|" + contact?.Id + "|" + by.Name, turn ?? now);
            if (await db.Deliveries.FindAsync([key], cancellationToken) is null)
            {
                db.Deliveries.Add(new DeliveryEntity
                {
                    Key = key, Channel = channel, Contact = contact?.Id, ContactName = contact?.Name, To = contact?.AddressOn(channel), Language = contact?.Language ?? language,
                    Reason = NotificationReason.Test, Step = 0, Count = 0, CreatedAt = now, WantedAt = now, DueAt = now, State = DeliveryState.Waiting,
                });
                await db.AddAuditAsync(new AuditAct(by, "notification.test", "notification:" + channel, null, PersonsWords.Comment(contact?.Name)), now, cancellationToken);
            }

            return key;
        },
        cancellationToken);
}
