using System.Globalization;
using CityOps.Core.Readings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Journal;

/// <summary>
/// The loop that commits: takes what has arrived as soon as the last commit is done, but not sooner than
/// <see cref="JournalOptions.CommitInterval"/> after it began. A commit that fails is tried again with the same batch until it
/// succeeds, so a batch is never judged twice; meanwhile nobody is acknowledged.
/// </summary>
sealed class JournalWriter(Journal journal, JournalOptions options, TimeProvider clock, ILogger logger)
{
    static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    readonly FreeSpace _space = new(options, clock);

    public JournalTrouble? Trouble { get; private set; }

    public long FreeBytes => _space.FreeBytes;

    public long ReserveBytes => _space.Reserve;

    public async Task RunAsync(JournalQueue queue, CancellationToken cancellationToken)
    {
        var position = journal.Head;
        BatchBuilder? taken = null;
        LookAtRoom();
        try
        {
            while ((taken = await queue.TakeAsync(cancellationToken).ConfigureAwait(false)) is { } builder)
            {
                var began = clock.GetTimestamp();
                var batch = builder.Build(new JournalPosition(journal.Id, ++position));
                await CommitAsync(builder, batch, cancellationToken).ConfigureAwait(false);
                KeepAccount(builder, batch);
                journal.OnCommitted(batch);
                taken = null;
                queue.Done(builder);
                RotateWhenFull(batch);
                var left = options.CommitInterval - clock.GetElapsedTime(began);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("The journal stops with {Messages} messages that were never acknowledged", queue.Messages);
            taken?.Abandon();
        }
        catch (Exception e)
        {
            // Not the disk: that is tried again below. Whoever waits must not wait for ever, and the health page must say why.
            logger.LogCritical(e, "BUG: the journal's writer has ended");
            Trouble = new JournalTrouble(clock.UnixMs(), $"BUG: the journal's writer has ended: {e.Message}");
            taken?.Abandon();
        }
    }

    async Task CommitAsync(BatchBuilder builder, JournalBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var trouble = TryWrite(builder, batch);
            if (trouble is null)
            {
                Clear();
                return;
            }

            Report(trouble);
            await Task.Delay(RetryAfter, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>People ask for the room that is left before the first message comes.</summary>
    void LookAtRoom()
    {
        try
        {
            _space.IsLow();
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            // The first commit meets it again, and says so.
        }
    }

    string? TryWrite(BatchBuilder builder, JournalBatch batch)
    {
        try
        {
            if (_space.IsLow())
            {
                return MakeRoom();
            }

            var gone = journal.Shelf.Gone();
            journal.Segments.Current.Write(batch, builder.Quarantine, builder.Replayed, gone);
            journal.Shelf.Forget(gone.Length);
            return null;
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            return string.Create(CultureInfo.InvariantCulture, $"the journal cannot be written: {e.Message}");
        }
    }

    /// <summary>What the commit has changed in the quarantine.</summary>
    void KeepAccount(BatchBuilder builder, JournalBatch batch)
    {
        foreach (var replayed in builder.Replayed)
        {
            journal.Shelf.Remove(replayed);
        }

        for (var i = 0; i < builder.Quarantine.Count; i++)
        {
            var row = builder.Quarantine[i];
            journal.Shelf.Add(QuarantineMark.Of(QuarantinedMessage.IdOf(batch.Position.Position, i), row.Device, row.Entry));
        }
    }

    /// <summary>Nearly full: close the current file so that it can go, and let go what everybody has passed.</summary>
    string MakeRoom()
    {
        try
        {
            if (!journal.Segments.Current.IsEmpty)
            {
                journal.Segments.Rotate(journal.Head);
            }
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            // No room even for the next file: what can go then is the files before this one.
        }

        journal.DeletePassedForRoom();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"only {_space.FreeBytes >> 20} MiB are free beside the journal, {_space.Reserve >> 20} MiB are kept in reserve; readings wait at their devices until there is room");
    }

    void RotateWhenFull(JournalBatch batch)
    {
        try
        {
            if (journal.Segments.IsFull(journal.Segments.Current.Bytes))
            {
                journal.Segments.Rotate(batch.Position.Position);
            }
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            logger.LogWarning("The journal's files cannot be tidied, it goes on with what there is: {Error}", e.Message);
        }
    }

    static bool IsOfTheDisk(Exception e) => e is SqliteException or IOException or UnauthorizedAccessException;

    void Report(string text)
    {
        if (Trouble is null)
        {
            logger.LogError("Nothing is acknowledged: {Trouble}", text);
        }

        Trouble = new JournalTrouble(Trouble?.Since ?? clock.UnixMs(), text);
    }

    void Clear()
    {
        if (Trouble is not null)
        {
            logger.LogInformation("The journal takes readings again");
            Trouble = null;
        }
    }
}
