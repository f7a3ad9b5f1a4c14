using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Journal;

/// <summary>
/// The one queue: messages wait here, on disk, until alerts and store have had them. Whoever sent a message may be told so
/// once the task of <see cref="Append"/> has completed. Safe for concurrent use; one per data folder.
/// </summary>
public sealed partial class Journal : IAsyncDisposable
{
    readonly JournalQueue _queue;
    readonly JournalWriter _writer;
    readonly JournalPasses _passes = new();
    readonly JournalOptions _options;
    readonly CancellationTokenSource _stop = new();
    readonly Task _writing;
    long _duplicatesAfter;
    int _disposed;

    Journal(JournalOptions options, JournalIndex index, JournalSegments segments, QuarantineShelf shelf, TimeProvider clock, ILogger logger)
    {
        (_options, Index, Segments, Shelf) = (options, index, segments, shelf);
        Tail.StartAt(segments.Head);
        _queue = new JournalQueue(options);
        _writer = new JournalWriter(this, options, clock, logger);
        _writing = Task.Run(() => _writer.RunAsync(_queue, _stop.Token));
    }

    /// <summary>Random; a position of another journal means nothing here.</summary>
    public Guid Id => Index.JournalId;

    public JournalIndex Index { get; }

    /// <summary>Position of the newest committed batch; zero before the first.</summary>
    public long Head => Tail.Head;

    /// <summary>Why nothing is being journalled at the moment, in words; null when all is well.</summary>
    public JournalTrouble? Trouble => _writer.Trouble;

    public long Bytes => Segments.Bytes;

    public long FreeBytes => _writer.FreeBytes;

    /// <summary>Of the free bytes, those that stay free: below them nothing is journalled.</summary>
    public long ReserveBytes => _writer.ReserveBytes;

    /// <summary>Messages that wait for their commit.</summary>
    public int WaitingMessages => _queue.Messages;

    /// <summary>
    /// Called after each commit and before anybody is told of it, one batch at a time, in order. Must be quick and not throw.
    /// </summary>
    public event Action<JournalBatch>? Committed;

    internal JournalSegments Segments { get; }

    internal JournalTail Tail { get; } = new();

    internal SeriesNames Names { get; } = new();

    /// <param name="options">Its folder is made when missing.</param>
    /// <exception cref="Sqlite.NewerFormatException">A file was written by a newer program.</exception>
    /// <exception cref="Sqlite.DamagedFileException">A file cannot be read, or is missing.</exception>
    /// <exception cref="InvalidDataException">A segment belongs to another journal.</exception>
    public static Journal Open(JournalOptions options, TimeProvider clock, ILogger logger)
    {
        Directory.CreateDirectory(options.Folder);
        var index = new JournalIndex(Path.Combine(options.Folder, "index.db"));
        JournalSegments? segments = null;
        try
        {
            var eighth = new DriveInfo(Path.GetFullPath(options.Folder)).TotalSize / 8;
            var bounded = options with { SegmentBytes = Math.Min(options.SegmentBytes, eighth) };
            var shelf = new QuarantineShelf(options.QuarantineRows, options.QuarantineBytes);
            segments = new JournalSegments(bounded, index, shelf);
            if (index.NewestSnapshot > segments.Head)
            {
                throw JournalDamage.Of(options.Folder + Path.DirectorySeparatorChar, string.Create(
                    CultureInfo.InvariantCulture, $"its files end at position {segments.Head}, its index knows {index.NewestSnapshot}, so a file is missing or empty"));
            }

            Load(shelf, index, segments);
            return new Journal(bounded, index, segments, shelf, clock, logger);
        }
        catch
        {
            segments?.Dispose();
            index.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Queues a message behind all earlier ones. The task completes when it is on disk; while the disk refuses it does not
    /// complete, and at the end of the process it is cancelled: then nobody was told and the sender will send again.
    /// </summary>
    public Task Append(JournalEntry entry) => _queue.Add(entry);

    /// <summary>Whether <see cref="WaitForRoomAsync"/> would not wait now.</summary>
    public bool HasRoom => _queue.HasRoom;

    /// <summary>Waits while too many messages wait for their commit. Call it before <see cref="Append"/>, outside any lock.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _queue.WaitForRoomAsync(cancellationToken);

    /// <summary>A reader that begins behind a position, or with the oldest batch that is still there.</summary>
    public JournalReader ReadFrom(long after) => new(this, after);

    /// <summary>Says how far a consumer has got; what all named consumers have passed may be deleted.</summary>
    public void Pass(string consumer, long position) => _passes.Set(consumer, position);

    /// <summary>Says that the messages after a position are still needed to know a re-delivery.</summary>
    public void KeepForDuplicates(long after) => Interlocked.Exchange(ref _duplicatesAfter, after);

    /// <summary>
    /// Deletes the closed files that every consumer has passed, and that are not needed to know re-deliveries. Returns how many.
    /// </summary>
    public int DeletePassed() => Segments.Delete(Math.Min(_passes.Lowest, Interlocked.Read(ref _duplicatesAfter)));

    /// <summary>The same on a nearly full disk: rows that only re-deliveries need go too, until a restart memory still has them.</summary>
    internal int DeletePassedForRoom() => Segments.Delete(_passes.Lowest, atAnyPrice: true);

    /// <summary>The messages of each batch, newest first.</summary>
    public IEnumerable<(long Position, JournalMessage[] Messages)> MessagesBackwards()
    {
        foreach (var (_, path, _) in Segments.Files.Reverse())
        {
            using var reader = new SegmentReader(path, Id);
            foreach (var batch in reader.MessagesBackwards())
            {
                yield return batch;
            }
        }
    }

    /// <summary>Commits what waits, as far as the disk takes it, and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _queue.Close();
        _stop.CancelAfter(_options.StopWithin);
        await _writing.ConfigureAwait(false);
        _queue.Abandon();
        Segments.Dispose();
        Index.Dispose();
        _stop.Dispose();
    }

    internal void OnCommitted(JournalBatch batch)
    {
        Committed?.Invoke(batch);
        Tail.Add(batch);
    }
}

/// <summary>Why the journal takes nothing.</summary>
/// <param name="Since">Unix ms.</param>
public sealed record JournalTrouble(long Since, string Text);
