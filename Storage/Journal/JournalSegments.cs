using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Journal;

/// <summary>
/// The journal's files, <c>1.db</c>, <c>2.db</c> …, of which the last is written. A file goes as a whole, because SQLite cannot
/// delete rows on a full disk. Safe for concurrent use.
/// </summary>
sealed class JournalSegments : IDisposable
{
    /// <summary>Refused messages may be large: of a passed file's quarantine never more than this is in memory.</summary>
    const int RowsAtOnce = 200;

    readonly Lock _gate = new();

    // Whoever deletes. Nobody holds the gate over a file's quarantine and its end: readers and the next file would wait.
    readonly Lock _deleting = new();
    readonly JournalOptions _options;
    readonly JournalIndex _index;
    readonly QuarantineShelf _shelf;
    readonly List<(int Number, string Path, long Last)> _closed = [];
    int _number;

    public JournalSegments(JournalOptions options, JournalIndex index, QuarantineShelf shelf)
    {
        (_options, _index, _shelf) = (options, index, shelf);
        foreach (var number in ExistingNumbers(options.Folder))
        {
            using var segment = JournalSegment.Open(PathOf(number), index.JournalId, LastClosed);
            _closed.Add((number, segment.Path, segment.LastPosition));
            _number = number;
        }

        Head = LastClosed;
        Current = _closed.Count > 0 ? Reopen() : OpenNext(0);
    }

    public JournalSegment Current { get; private set; }

    /// <summary>Position of the newest batch on disk when the files were opened.</summary>
    public long Head { get; }

    /// <summary>All files, oldest first, the one being written last; each with the position of its last batch.</summary>
    public IReadOnlyList<(int Number, string Path, long Last)> Files
    {
        get
        {
            lock (_gate)
            {
                return [.. _closed, (_number, Current.Path, long.MaxValue)];
            }
        }
    }

    // The answer to Exists holds for Length too, whoever deletes the file meanwhile.
    public long Bytes => Files.Select(f => new FileInfo(f.Path)).Sum(f => f.Exists ? f.Length : 0);

    /// <summary>Closes the current file and begins the next.</summary>
    public void Rotate(long lastPosition)
    {
        lock (_gate)
        {
            var number = _number;
            var next = OpenNext(lastPosition);
            _closed.Add((number, Current.Path, lastPosition));
            Current.Dispose();
            Current = next;
        }
    }

    /// <summary>Deletes closed files whose every position is at or below <paramref name="passed"/>; their quarantine rows move to the index.</summary>
    /// <param name="atAnyPrice">On a full disk the rows cannot move; then they go with the file, which makes room.</param>
    public int Delete(long passed, bool atAnyPrice = false)
    {
        var deleted = 0;
        lock (_deleting)
        {
            while (OldestClosed() is { } oldest && oldest.Last <= passed)
            {
                KeepQuarantine(oldest.Path, atAnyPrice);
                foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
                {
                    File.Delete(oldest.Path + suffix);
                }

                lock (_gate)
                {
                    _closed.RemoveAt(0);
                }

                deleted++;
            }
        }

        return deleted;
    }

    /// <summary>Whether a file of this size is to be closed.</summary>
    public bool IsFull(long bytes) => bytes >= _options.SegmentBytes;

    public void Dispose() => Current.Dispose();

    long LastClosed => _closed.Count > 0 ? _closed[^1].Last : 0;

    (string Path, long Last)? OldestClosed()
    {
        lock (_gate)
        {
            return _closed.Count > 0 ? (_closed[0].Path, _closed[0].Last) : null;
        }
    }

    void KeepQuarantine(string path, bool orLose)
    {
        try
        {
            using var reader = new SegmentReader(path, _index.JournalId);
            foreach (var ids in _shelf.Kept(reader.Marks().Select(mark => mark.Id)).Chunk(RowsAtOnce))
            {
                _index.KeepQuarantine(reader.Quarantine(ids));
            }

            // Before the file goes, which may know of rows there that they were replayed.
            _index.DropQuarantine(_shelf);
        }
        catch (SqliteException) when (orLose)
        {
            // Readings wait at their devices for the room that this file takes. A row whose replay only this file knew of comes back with the
            // next start: whoever replays it again stores the same once more.
        }
    }

    JournalSegment Reopen()
    {
        _closed.RemoveAt(_closed.Count - 1);
        return JournalSegment.Open(PathOf(_number), _index.JournalId, LastClosed);
    }

    JournalSegment OpenNext(long after)
    {
        var next = JournalSegment.Open(PathOf(_number + 1), _index.JournalId, after);
        _number++;
        return next;
    }

    string PathOf(int number) => Path.Combine(_options.Folder, string.Create(CultureInfo.InvariantCulture, $"{number}.db"));

    static IEnumerable<int> ExistingNumbers(string folder) =>
        Directory.EnumerateFiles(folder, "*.db")
            .Select(path => int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Where(number => number > 0).Order();
}
