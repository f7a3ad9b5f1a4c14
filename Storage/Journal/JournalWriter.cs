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

    public async Task RunAsync(JournalQueue queue, CancellationToken cancellationToken)
    {
        var position = journal.Head;
        try
        {
            while (await queue.TakeAsync(cancellationToken).ConfigureAwait(false) is { } builder)
            {
                var began = clock.GetTimestamp();
                var batch = builder.Build(new JournalPosition(journal.Id, ++position));
                await CommitAsync(builder, batch, cancellationToken).ConfigureAwait(false);
                journal.OnCommitted(batch);
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
        }
    }

    async Task CommitAsync(BatchBuilder builder, JournalBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var trouble = _space.IsLow() ? MakeRoom() : TryWrite(builder, batch);
            if (trouble is null)
            {
                Clear();
                return;
            }

            Report(trouble);
            await Task.Delay(RetryAfter, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    string? TryWrite(BatchBuilder builder, JournalBatch batch)
    {
        try
        {
            journal.Segments.Current.Write(batch, builder.Quarantine, options.QuarantineRows);
            return null;
        }
        catch (SqliteException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the journal cannot be written: {e.Message}");
        }
    }

    /// <summary>Nearly full: close the current file so that it can go, and let go what everybody has passed.</summary>
    string MakeRoom()
    {
        if (Trouble is null)
        {
            TryRotate(journal.Head);
        }

        journal.DeletePassedForRoom();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"only {_space.FreeBytes >> 20} MiB are free beside the journal, {_space.Reserve >> 20} MiB are kept in reserve; readings wait at their devices until there is room");
    }

    void RotateWhenFull(JournalBatch batch)
    {
        if (journal.Segments.IsFull(journal.Segments.Current.Bytes))
        {
            TryRotate(batch.Position.Position);
            journal.DeletePassed();
        }
    }

    void TryRotate(long lastPosition)
    {
        try
        {
            journal.Segments.Rotate(lastPosition);
        }
        catch (SqliteException e)
        {
            logger.LogWarning("The next journal file cannot be made, the present one goes on: {Error}", e.Message);
        }
    }

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
