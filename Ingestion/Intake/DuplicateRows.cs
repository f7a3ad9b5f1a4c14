using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Intake;

/// <summary>
/// Which journal rows the duplicate window would need after a restart: those of the last <see cref="DuplicateWindow.Size"/> messages.
/// Not thread-safe: the journal's writer calls it, batch by batch.
/// </summary>
sealed class DuplicateRows
{
    readonly Queue<(long Position, int Messages)> _rows = new();
    long _messages;
    long _passed;

    /// <summary>Counts a committed batch; returns the position up to which rows are no longer needed.</summary>
    public long Add(long position, JournalMessage[] messages)
    {
        var count = 0;
        foreach (var message in messages)
        {
            count += Remembers(message) ? 1 : 0;
        }

        if (count > 0)
        {
            _rows.Enqueue((position, count));
            _messages += count;
        }

        while (_rows.TryPeek(out var oldest) && _messages - oldest.Messages >= DuplicateWindow.Size)
        {
            _rows.Dequeue();
            _messages -= oldest.Messages;
            _passed = oldest.Position;
        }

        return _passed;
    }

    /// <summary>Fills a window from what the journal still has.</summary>
    public DuplicateWindow Restore(Journal journal)
    {
        var newestFirst = new List<(long Position, JournalMessage[] Messages)>();
        var found = 0;
        foreach (var batch in journal.MessagesBackwards())
        {
            newestFirst.Add(batch);
            found += batch.Messages.Count(Remembers);
            if (found >= DuplicateWindow.Size)
            {
                break;
            }
        }

        var window = new DuplicateWindow();
        foreach (var (position, messages) in Enumerable.Reverse(newestFirst))
        {
            foreach (var message in messages.Where(Remembers))
            {
                window.Add(message.Hash);
            }

            journal.KeepForDuplicates(Add(position, messages));
        }

        return window;
    }

    static bool Remembers(JournalMessage message) => message.Class == MessageClass.Decoded && message.Hash != 0;
}
