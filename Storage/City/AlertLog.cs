using CityOps.Core.Alerts;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Alerts and their histories. Every committed change has the next number of one strictly increasing counter, given inside its
/// transaction, so whoever has seen number n never misses one below it. Safe for concurrent use by several threads and
/// processes. Exceptions of the database escape to the caller, who may repeat any call: the same change is written once.
/// </summary>
/// <param name="announceWithin">An alert whose raise is older than this when it is written is historical.</param>
public sealed partial class AlertLog(IDbContextFactory<CityDatabase> factory, TimeSpan announceWithin)
{
    public static readonly TimeSpan DefaultAnnounceWithin = TimeSpan.FromMinutes(15);

    readonly CityWrites _writes = new(factory, CounterEntity.Alerts);

    /// <summary>
    /// Raised after a commit of this instance with the highest change number it wrote; never where nothing changed. Comes on
    /// the thread of the writer, and of two writers the higher number may come first. Handlers must not throw.
    /// </summary>
    public event Action<long>? Changed;

    /// <summary>
    /// Writes the evaluator's changes in order, in one transaction. An alert id, and (alert id, kind, event time), is taken once:
    /// a second insert writes nothing and moves no number.
    /// </summary>
    /// <param name="now">Our clock, Unix ms.</param>
    public async Task<AppendResult> AppendAsync(IReadOnlyList<AlertChange> changes, long now, CancellationToken cancellationToken = default)
    {
        var result = await _writes.RunAsync(
            async (db, counter) =>
            {
                var append = await AlertAppend.LoadAsync(db, counter, changes, now, announceWithin, cancellationToken);
                var written = changes.Where(append.Apply).ToList();
                return new AppendResult(counter.Value, written, append.Ignored);
            },
            cancellationToken);
        Tell(result.New.Count > 0, result.LastChange);
        return result;
    }

    /// <summary>
    /// Moves the peak of those alerts where it is more extreme in the direction of the limit, each with a change number but
    /// without a transition or a new revision: a rising value must not make every acknowledgement stale. Unknown alerts are
    /// passed over. Returns the highest change number of the log.
    /// </summary>
    public async Task<long> UpdatePeaksAsync(
        IReadOnlyList<(string AlertId, double Peak)> peaks, CancellationToken cancellationToken = default)
    {
        var (moved, last) = await _writes.RunAsync(
            async (db, counter) =>
            {
                var before = counter.Value;
                foreach (var part in peaks.Chunk(500))
                {
                    var ids = part.Select(p => p.AlertId).ToList();
                    var alerts = await db.Alerts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
                    foreach (var (id, peak) in part)
                    {
                        if (alerts.TryGetValue(id, out var alert) && alert.Widen(peak))
                        {
                            alert.Change = counter.Next();
                        }
                    }
                }

                return (counter.Value > before, counter.Value);
            },
            cancellationToken);
        Tell(moved, last);
        return last;
    }

    void Tell(bool changed, long number)
    {
        if (changed)
        {
            Changed?.Invoke(number);
        }
    }
}
