using CityOps.Core.Alerts;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <content>Alerts of what is out of service: marked while a window holds, and free again after it.</content>
public sealed partial class AlertLog
{
    /// <summary>Brings the marks of open alerts up to date; each change is a transition <c>suppressed</c> or <c>unsuppressed</c>. Returns how many.</summary>
    public async Task<int> ApplyMaintenanceAsync(long now, CancellationToken cancellationToken = default)
    {
        var (moved, last) = await _writes.RunAsync(
            async (db, counter) =>
            {
                var windows = await CurrentWindowsAsync(db, now, cancellationToken);
                var open = await db.Alerts.Where(alert => (alert.Condition != AlertCondition.Cleared && alert.SuppressedBy == null) ||
                    (alert.SuppressedBy != null && alert.SuppressedBy.StartsWith(MaintenanceWindow.MarkPrefix))).ToListAsync(cancellationToken);
                var count = 0;
                foreach (var alert in open)
                {
                    var mark = alert.Condition == AlertCondition.Cleared ? null : windows.Find(window => window.Covers(alert.Device, alert.Station, alert.District))?.Mark;
                    if (mark != alert.SuppressedBy)
                    {
                        count++;
                        alert.SuppressedBy = mark;
                        alert.Revision++;
                        alert.Change = counter.Next();
                        var kind = mark is null ? TransitionKind.Unsuppressed : TransitionKind.Suppressed;
                        await RecordAsync(db, new PersonAct(alert.Id, kind, null, mark, null, now), alert.Change, cancellationToken);
                    }
                }

                return (count, counter.Value);
            },
            cancellationToken);
        Tell(moved > 0, last);
        return moved;
    }

    internal static async Task<List<MaintenanceWindow>> CurrentWindowsAsync(CityDatabase db, long now, CancellationToken cancellationToken) =>
        (await db.Maintenance.AsNoTracking().Where(one => one.From <= now && one.Until > now && one.EndedAt == null).OrderBy(one => one.Id).ToListAsync(cancellationToken))
            .ConvertAll(row => row.ToWindow());
}
