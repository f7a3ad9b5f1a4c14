using System.Buffers;
using System.Globalization;
using CityOps.Core.Wire;
using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Journal;

/// <summary>
/// One file of the journal: the batches of a run of positions, and the quarantine rows that were committed with them.
/// Written by the journal's one writer only; read through <see cref="SegmentReader"/>.
/// </summary>
sealed class JournalSegment : IDisposable
{
    const int Format = 2;

    const string Schema =
        """
        CREATE TABLE journal(id BLOB NOT NULL);
        CREATE TABLE batch(position INTEGER PRIMARY KEY AUTOINCREMENT, received_at INTEGER NOT NULL, messages BLOB NOT NULL, readings BLOB NOT NULL);
        CREATE TABLE quarantine(id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, device TEXT, topic TEXT NOT NULL, reason INTEGER NOT NULL,
                                detail TEXT, bytes INTEGER NOT NULL, payload BLOB NOT NULL);
        """;

    const string Replayed = "CREATE TABLE replayed(id INTEGER PRIMARY KEY)";

    readonly SqliteConnection _connection;
    readonly SqliteCommand _insertBatch;
    readonly SqliteCommand _insertQuarantine;
    readonly ArrayBufferWriter<byte> _messages = new(1 << 18);
    readonly ArrayBufferWriter<byte> _readings = new(1 << 18);

    JournalSegment(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
        _insertBatch = connection.CreateCommand();
        _insertBatch.CommandText = "INSERT INTO batch(position, received_at, messages, readings) VALUES($p, $r, $m, $d)";
        AddParameters(_insertBatch, "$p", "$r", "$m", "$d");
        _insertQuarantine = connection.CreateCommand();
        _insertQuarantine.CommandText =
            "INSERT INTO quarantine(id, received_at, device, topic, reason, detail, bytes, payload) VALUES($i, $r, $d, $t, $w, $e, $b, $p)";
        AddParameters(_insertQuarantine, "$i", "$r", "$d", "$t", "$w", "$e", "$b", "$p");
    }

    public string Path { get; }

    /// <exception cref="NewerFormatException">Written by a newer program.</exception>
    /// <exception cref="InvalidDataException">The file belongs to another journal.</exception>
    /// <exception cref="DamagedFileException">It cannot be read.</exception>
    /// <param name="after">Position of the last batch of the files before: a file without a batch of its own must not forget it.</param>
    public static JournalSegment Open(string path, Guid journalId, long after)
    {
        try
        {
            return OpenSound(path, journalId, after);
        }
        catch (SqliteException e) when (DamagedFileException.Tells(e))
        {
            throw JournalDamage.Of(path, e);
        }
    }

    static JournalSegment OpenSound(string path, Guid journalId, long after)
    {
        var connection = SqliteFile.OpenForWriting(path);
        try
        {
            SqliteFile.EnsureFormat(connection, Format, Schema + Replayed, Replayed);
            if (SqliteFile.Scalar(connection, "SELECT id FROM journal") is byte[] id)
            {
                if (new Guid(id) != journalId)
                {
                    throw new InvalidDataException($"{path} belongs to another journal. Move it away, or restore the index.db that goes with it.");
                }
            }
            else
            {
                using var insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO journal(id) VALUES($id)";
                insert.Parameters.AddWithValue("$id", journalId.ToByteArray());
                insert.ExecuteNonQuery();
            }

            StartAfter(connection, after);
            return new JournalSegment(path, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public long Bytes => ScalarNumber("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");

    /// <summary>Of its newest batch; without one, of the last batch before this file.</summary>
    public long LastPosition => ScalarNumber("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'batch'");

    public bool IsEmpty => ScalarNumber("SELECT NOT EXISTS(SELECT 1 FROM batch)") == 1;

    /// <summary>Commits a batch and what belongs to it of the quarantine in one transaction; on disk when it returns.</summary>
    /// <param name="quarantine">Its own rows.</param>
    /// <param name="replayed">Rows that are taken by it: from this transaction on they are not in the quarantine, whatever file they lie in.</param>
    /// <param name="gone">Rows that are not kept any more: deleted where they lie in this file.</param>
    public void Write(JournalBatch batch, IReadOnlyList<QuarantinedMessage> quarantine, IReadOnlyList<long> replayed, IReadOnlyList<long> gone)
    {
        Encode(batch);
        using var transaction = _connection.BeginTransaction();
        _insertBatch.Transaction = transaction;
        Set(_insertBatch, batch.Position.Position, batch.ReceivedAt, _messages.WrittenSpan.ToArray(), _readings.WrittenSpan.ToArray());
        _insertBatch.ExecuteNonQuery();
        WriteQuarantine(batch.Position.Position, quarantine, transaction);
        if (replayed.Count > 0)
        {
            Run("INSERT OR IGNORE INTO replayed(id) SELECT value FROM json_each($ids)", replayed, transaction);
        }

        if (gone.Count > 0)
        {
            Run("DELETE FROM quarantine WHERE id IN (SELECT value FROM json_each($ids))", gone, transaction);
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insertBatch.Dispose();
        _insertQuarantine.Dispose();
        _connection.Dispose();
    }

    /// <summary>The counter of AUTOINCREMENT outlives the rows, and here the files too.</summary>
    static void StartAfter(SqliteConnection connection, long after)
    {
        using var start = connection.CreateCommand();
        start.CommandText =
            "INSERT INTO sqlite_sequence(name, seq) SELECT 'batch', $after WHERE NOT EXISTS(SELECT 1 FROM sqlite_sequence WHERE name = 'batch')";
        start.Parameters.AddWithValue("$after", after);
        start.ExecuteNonQuery();
    }

    void Encode(JournalBatch batch)
    {
        _messages.ResetWrittenCount();
        _readings.ResetWrittenCount();
        BatchCodec.WriteMessages(batch, _messages);
        BatchCodec.WriteReadings(batch, _readings);
    }

    void WriteQuarantine(long position, IReadOnlyList<QuarantinedMessage> rows, SqliteTransaction transaction)
    {
        _insertQuarantine.Transaction = transaction;
        for (var i = 0; i < rows.Count; i++)
        {
            var (_, receivedAt, device, entry) = rows[i];
            Set(_insertQuarantine, QuarantinedMessage.IdOf(position, i), receivedAt, (object?)device ?? DBNull.Value, entry.Topic, (int)entry.Reason,
                (object?)entry.Detail ?? DBNull.Value, entry.Bytes, entry.Payload);
            _insertQuarantine.ExecuteNonQuery();
        }
    }

    void Run(string sql, IEnumerable<long> ids, SqliteTransaction transaction)
    {
        using var command = _connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.Parameters.AddWithValue("$ids", SqliteFile.List(ids));
        command.ExecuteNonQuery();
    }

    long ScalarNumber(string sql) => Convert.ToInt64(SqliteFile.Scalar(_connection, sql), CultureInfo.InvariantCulture);

    static void AddParameters(SqliteCommand command, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
    }

    static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
