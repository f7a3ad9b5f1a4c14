using CityOps.Core.Wire;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Journal;

/// <summary>What was refused. It lies in the journal's files and in the index; <see cref="Shelf"/> says what of it is kept.</summary>
public sealed partial class Journal
{
    internal QuarantineShelf Shelf { get; }

    /// <summary>Quarantined messages, newest first, with an id below <paramref name="before"/>.</summary>
    /// <param name="reason">Null = for any reason.</param>
    public IReadOnlyList<QuarantinedMessage> Quarantine(long before, string? device, int limit, RejectReason? reason = null)
    {
        var ids = Shelf.Find(device, reason).SkipWhile(id => id >= before).Take(limit).ToList();
        return Read(ids);
    }

    /// <summary>Ids of quarantined messages, oldest first.</summary>
    /// <param name="device">Null = of any device, or of none.</param>
    public IReadOnlyList<long> QuarantineIds(string? device, RejectReason? reason)
    {
        var ids = Shelf.Find(device, reason);
        ids.Reverse();
        return ids;
    }

    /// <summary>
    /// Those of these messages that are there and that nobody else has, oldest first. For each the caller appends an entry that replays it,
    /// or gives it back.
    /// </summary>
    public IReadOnlyList<QuarantinedMessage> TakeQuarantined(IEnumerable<long> ids)
    {
        var claimed = ids.Where(Shelf.TryClaim).ToList();
        var rows = Read(claimed);
        foreach (var lost in claimed.Except(rows.Select(row => row.Id)))
        {
            Shelf.Release(lost);
        }

        rows.Reverse();
        return rows;
    }

    /// <summary>It stays in the quarantine.</summary>
    public void GiveBackQuarantined(long id) => Shelf.Release(id);

    List<QuarantinedMessage> Read(List<long> ids)
    {
        var rows = new List<QuarantinedMessage>();
        if (ids.Count == 0)
        {
            return rows;
        }

        foreach (var (_, path, _) in Segments.Files.Reverse())
        {
            try
            {
                using var reader = new SegmentReader(path, Id);
                rows.AddRange(reader.Quarantine(ids));
            }
            catch (SqliteException) when (!File.Exists(path))
            {
                // Deleted since the list was made: the index has its rows.
            }

            if (rows.Count >= ids.Count)
            {
                return rows;
            }
        }

        rows.AddRange(Index.Quarantine(ids));
        return [.. rows.DistinctBy(row => row.Id).OrderByDescending(row => row.Id)];
    }

    /// <summary>Finds out at the start what is kept.</summary>
    static void Load(QuarantineShelf shelf, JournalIndex index, JournalSegments segments)
    {
        var marks = new SortedDictionary<long, QuarantineMark>();
        var replayed = new List<long>();
        foreach (var mark in index.QuarantineMarks())
        {
            marks[mark.Id] = mark;
        }

        foreach (var (_, path, _) in segments.Files)
        {
            using var reader = new SegmentReader(path, index.JournalId);
            foreach (var mark in reader.Marks())
            {
                marks[mark.Id] = mark;
            }

            replayed.AddRange(reader.Replayed());
        }

        foreach (var id in replayed)
        {
            marks.Remove(id);
        }

        foreach (var mark in marks.Values)
        {
            shelf.Add(mark);
        }
    }
}
