using CityOps.Core.Wire;
using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Journal;

/// <summary>
/// Reads committed rows of one segment file beside its writer. Not thread-safe. A batch that cannot be read is a
/// <see cref="DamagedFileException"/>: nobody may pass it in silence.
/// </summary>
sealed class SegmentReader : IDisposable
{
    readonly SqliteConnection _connection;
    readonly SqliteCommand _next;
    readonly string _path;
    readonly Guid _journalId;
    readonly SeriesNames _names;

    /// <param name="names">Where the names of what is read are kept; null for who reads no readings.</param>
    public SegmentReader(string path, Guid journalId, SeriesNames? names = null)
    {
        (_path, _journalId, _names) = (path, journalId, names ?? new SeriesNames());
        _connection = SqliteFile.OpenForReading(path);
        _next = _connection.CreateCommand();
        _next.CommandText = "SELECT position, received_at, messages, readings FROM batch WHERE position > $after ORDER BY position LIMIT 1";
        _next.Parameters.Add(new SqliteParameter { ParameterName = "$after" });
    }

    /// <summary>The first batch after a position, or null when the file has none.</summary>
    public JournalBatch? Next(long after) => Sound(() =>
    {
        _next.Parameters[0].Value = after;
        using var row = _next.ExecuteReader();
        return row.Read()
            ? BatchCodec.Read(new JournalPosition(_journalId, row.GetInt64(0)), row.GetInt64(1), (byte[])row[2], (byte[])row[3], _names)
            : null;
    });

    /// <summary>The messages of each batch, newest batch first: for what looks back and needs no readings.</summary>
    public IEnumerable<(long Position, JournalMessage[] Messages)> MessagesBackwards()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT position, messages FROM batch ORDER BY position DESC";
        using var row = Sound(command.ExecuteReader);
        while (Sound(row.Read))
        {
            yield return Sound(() => (row.GetInt64(0), BatchCodec.ReadMessages((byte[])row[1]).Messages));
        }
    }

    /// <summary>The rows of the quarantine, oldest first.</summary>
    public List<QuarantineMark> Marks() => Sound(() => ReadMarks(_connection));

    /// <summary>Rows that are not in the quarantine any more, of this file or of older ones.</summary>
    public List<long> Replayed() => Sound(() =>
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id FROM replayed";
        var ids = new List<long>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            ids.Add(row.GetInt64(0));
        }

        return ids;
    });

    /// <summary>Those of these rows that are here, newest first.</summary>
    public List<QuarantinedMessage> Quarantine(IReadOnlyCollection<long> ids) => ReadQuarantine(_connection, ids);

    public static List<QuarantineMark> ReadMarks(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, device, reason, length(payload) + length(topic) + coalesce(length(detail), 0) FROM quarantine ORDER BY id";
        var marks = new List<QuarantineMark>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            marks.Add(QuarantineMark.Of(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), (RejectReason)row.GetInt32(2), row.GetInt32(3)));
        }

        return marks;
    }

    public static List<QuarantinedMessage> ReadQuarantine(SqliteConnection connection, IReadOnlyCollection<long> ids)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT id, received_at, device, topic, reason, detail, bytes, payload FROM quarantine
            WHERE id IN (SELECT value FROM json_each($ids)) ORDER BY id DESC
            """;
        command.Parameters.AddWithValue("$ids", SqliteFile.List(ids));
        var rows = new List<QuarantinedMessage>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var entry = new QuarantineEntry(
                row.GetString(3), (RejectReason)row.GetInt32(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetInt32(6), (byte[])row[7]);
            rows.Add(new QuarantinedMessage(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), entry));
        }

        return rows;
    }

    T Sound<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e) when (DamagedFileException.Tells(e))
        {
            throw JournalDamage.Of(_path, e);
        }
        catch (InvalidDataException e)
        {
            throw JournalDamage.Of(_path, e.Message.TrimEnd('.'), e);
        }
    }

    public void Dispose()
    {
        _next.Dispose();
        _connection.Dispose();
    }
}
