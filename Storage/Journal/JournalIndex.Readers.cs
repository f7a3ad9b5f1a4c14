using CityOps.Core.Readings;

namespace CityOps.Storage.Journal;

/// <summary>What a store that cannot keep our position itself has of the journal.</summary>
public sealed partial class JournalIndex
{
    // Position of the newest dead letter: as long as there is none, nobody asks the file.
    long _newestDeadLetter;

    /// <summary>Keeps how far a reader is, with the newest readings that have changed since; on disk when it returns.</summary>
    public void SaveReader(string name, ReaderPosition reader, IReadOnlyCollection<Reading> latest)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            Execute(
                "INSERT OR REPLACE INTO reader(name, journal, position, stored_until) VALUES($1, $2, $3, $4)",
                name, reader.Position.JournalId.ToByteArray(), reader.Position.Position, reader.StoredUntil);
            if (latest.Count > 0)
            {
                SaveLatest(name, latest);
            }

            transaction.Commit();
        }
    }

    /// <summary>Null for a reader that never saved anything.</summary>
    public ReaderPosition? LoadReader(string name)
    {
        lock (_gate)
        {
            using var command = Command("SELECT journal, position, stored_until FROM reader WHERE name = $1", name);
            using var row = command.ExecuteReader();
            return row.Read() ? new ReaderPosition(new JournalPosition(new Guid((byte[])row[0]), row.GetInt64(1)), row.GetInt64(2)) : null;
        }
    }

    /// <summary>The newest reading of each series at the reader's position.</summary>
    public IReadOnlyList<Reading> LoadLatest(string name)
    {
        lock (_gate)
        {
            using var command = Command(
                "SELECT device, quantity, observed_at, received_at, value_bits, quality, reasons FROM latest WHERE reader = $1", name);
            using var row = command.ExecuteReader();
            var latest = new List<Reading>();
            while (row.Read())
            {
                latest.Add(new Reading(
                    new SeriesId(row.GetString(0), row.GetString(1)), row.GetInt64(2), row.GetInt64(3),
                    BitConverter.Int64BitsToDouble(row.GetInt64(4)), (Quality)row.GetByte(5), (QualityReasons)row.GetByte(6)));
            }

            return latest;
        }
    }

    /// <summary>Keeps what a store refused; on disk when it returns. What is there already stays as it is.</summary>
    public void AddDeadLetters(IReadOnlyCollection<DeadLetter> letters)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var letter in letters)
            {
                Execute(
                    "INSERT OR IGNORE INTO dead_letter(position, message, reading, received_at, device, line, error) VALUES($1, $2, $3, $4, $5, $6, $7)",
                    letter.Position, letter.Message, letter.Reading, letter.ReceivedAt, letter.Device,
                    Cut(letter.Line, DeadLetter.MaxLine), Cut(letter.Error, DeadLetter.MaxError));
            }

            transaction.Commit();
            _newestDeadLetter = Math.Max(_newestDeadLetter, letters.Select(letter => letter.Position).DefaultIfEmpty().Max());
        }
    }

    /// <summary>Dead letters with an id below <paramref name="before"/>, newest first.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters(long before, int limit)
    {
        lock (_gate)
        {
            using var command = Command(
                "SELECT id, position, message, reading, received_at, device, line, error FROM dead_letter WHERE id < $1 ORDER BY id DESC LIMIT $2",
                before, limit);
            using var row = command.ExecuteReader();
            var letters = new List<DeadLetter>();
            while (row.Read())
            {
                letters.Add(new DeadLetter(
                    row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4), row.GetString(5), row.GetString(6),
                    row.GetString(7)));
            }

            return letters;
        }
    }

    /// <summary>
    /// Forgets the oldest beyond <see cref="DeadLetter.Kept"/>. What a reader may meet again, and what is not counted, stays: the
    /// ledger of a start asks for it.
    /// </summary>
    /// <param name="counted">Position up to which a ledger that is on disk has counted them.</param>
    public void TrimDeadLetters(long counted)
    {
        lock (_gate)
        {
            if (_newestDeadLetter > 0)
            {
                Execute(
                    "DELETE FROM dead_letter WHERE position <= min($1, (SELECT min(position) FROM reader WHERE journal = $2)) " +
                    "AND id <= (SELECT id FROM dead_letter ORDER BY id DESC LIMIT 1 OFFSET $3)",
                    counted, JournalId.ToByteArray(), DeadLetter.Kept);
            }
        }
    }

    /// <summary>Which messages of the batches after a position, up to another one, the store refused.</summary>
    public RefusedMessages Refused(long after, long last)
    {
        lock (_gate)
        {
            if (after >= _newestDeadLetter)
            {
                return RefusedMessages.None;
            }

            using var command = Command("SELECT position, message FROM dead_letter WHERE position > $1 AND position <= $2", after, last);
            using var row = command.ExecuteReader();
            var messages = new HashSet<(long, int)>();
            while (row.Read())
            {
                messages.Add((row.GetInt64(0), row.GetInt32(1)));
            }

            return new RefusedMessages(messages);
        }
    }

    void SaveLatest(string name, IReadOnlyCollection<Reading> latest)
    {
        using var upsert = Command(
            "INSERT OR REPLACE INTO latest(reader, device, quantity, observed_at, received_at, value_bits, quality, reasons) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
            name, "", "", 0L, 0L, 0L, (byte)0, (byte)0);
        foreach (var r in latest)
        {
            upsert.Parameters[1].Value = r.Series.Device;
            upsert.Parameters[2].Value = r.Series.Quantity;
            upsert.Parameters[3].Value = r.ObservedAt;
            upsert.Parameters[4].Value = r.ReceivedAt;
            upsert.Parameters[5].Value = BitConverter.DoubleToInt64Bits(r.Value);
            upsert.Parameters[6].Value = (byte)r.Quality;
            upsert.Parameters[7].Value = (byte)r.Reasons;
            upsert.ExecuteNonQuery();
        }
    }

    static string Cut(string text, int length)
    {
        // Not through the middle of a character of two.
        length = text.Length > length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text.Length <= length ? text : text[..length];
    }
}
