using CityOps.Core.Wire;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Intake;

/// <summary>
/// Has messages of the quarantine judged again, the oldest first. Each row is taken once, whoever asks and how often. Safe for concurrent
/// use.
/// </summary>
public sealed class QuarantineReplay(Journal journal, MqttIntake intake)
{
    const int ReadTogether = 200;

    /// <summary>Null where there is no such row, or somebody else is at it.</summary>
    public async Task<ReplayedRow?> OneAsync(long id, CancellationToken cancellationToken)
    {
        var rows = await ReplayAsync([id], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>All rows that match.</summary>
    /// <param name="device">Null = of any device, or of none.</param>
    /// <param name="reason">Null = for any reason.</param>
    public async Task<IReadOnlyList<ReplayedRow>> AllAsync(string? device, RejectReason? reason, CancellationToken cancellationToken)
    {
        var all = new List<ReplayedRow>();
        foreach (var ids in journal.QuarantineIds(device, reason).Chunk(ReadTogether))
        {
            all.AddRange(await ReplayAsync(ids, cancellationToken).ConfigureAwait(false));
        }

        return all;
    }

    async Task<List<ReplayedRow>> ReplayAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await intake.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        var rows = journal.TakeQuarantined(ids);
        var (replayed, committed) = (new List<ReplayedRow>(), new List<Task>());
        foreach (var row in rows)
        {
            var outcome = row.IsWhole ? intake.Replay(row) : default;
            if (outcome.Committed is { } commit)
            {
                committed.Add(commit);
            }
            else
            {
                journal.GiveBackQuarantined(row.Id);
            }

            replayed.Add(new ReplayedRow(row, row.IsWhole, outcome.Committed is not null, outcome.Reason, outcome.Detail ?? ""));
        }

        await Task.WhenAll(committed).WaitAsync(cancellationToken).ConfigureAwait(false);
        return replayed;
    }
}

/// <summary>What became of a row.</summary>
/// <param name="IsJudged">False: only the beginning of its payload was kept.</param>
/// <param name="IsTaken">It is a message of the ledger now and not in the quarantine any more.</param>
/// <param name="Reason">Why it is refused again.</param>
public sealed record ReplayedRow(QuarantinedMessage Row, bool IsJudged, bool IsTaken, RejectReason Reason, string Detail);
