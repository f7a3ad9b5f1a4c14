using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Journal;

/// <summary>
/// <c>index.db</c>: the journal's random id, snapshots taken beside it, when rule versions took effect, the quarantine rows
/// of segments that are gone, how far a store outside has got, with what it refused, and which hours have to be rolled up again. Small and rarely written. Safe for
/// concurrent use.
/// </summary>
public sealed partial class JournalIndex : IDisposable
{
    const int Format = 3;

    const string Format1 =
        """
        CREATE TABLE journal(id BLOB NOT NULL);
        CREATE TABLE snapshot(name TEXT PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE rule_effect(position INTEGER NOT NULL, at INTEGER NOT NULL, rule TEXT NOT NULL, version INTEGER NOT NULL, body TEXT,
                                 PRIMARY KEY(position, rule));
        CREATE TABLE quarantine(id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, device TEXT, topic TEXT NOT NULL, reason INTEGER NOT NULL,
                                detail TEXT, bytes INTEGER NOT NULL, payload BLOB NOT NULL);
        """;

    const string Format2 =
        """
        CREATE TABLE reader(name TEXT PRIMARY KEY, journal BLOB NOT NULL, position INTEGER NOT NULL, stored_until INTEGER NOT NULL);
        CREATE TABLE latest(reader TEXT NOT NULL, device TEXT NOT NULL, quantity TEXT NOT NULL, observed_at INTEGER NOT NULL,
                            received_at INTEGER NOT NULL, value_bits INTEGER NOT NULL, quality INTEGER NOT NULL, reasons INTEGER NOT NULL,
                            PRIMARY KEY(reader, device, quantity)) WITHOUT ROWID;
        CREATE TABLE dead_letter(id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, message INTEGER NOT NULL, reading INTEGER NOT NULL,
                                 received_at INTEGER NOT NULL, device TEXT NOT NULL, line TEXT NOT NULL, error TEXT NOT NULL,
                                 UNIQUE(position, message, reading));
        """;

    readonly Lock _gate = new();
    readonly SqliteConnection _connection;

    /// <exception cref="NewerFormatException">Written by a newer program.</exception>
    /// <exception cref="DamagedFileException">It cannot be read.</exception>
    public JournalIndex(string path)
    {
        try
        {
            _connection = SqliteFile.OpenForWriting(path);
            if (SqliteFile.FirstFault(_connection) is { } fault)
            {
                throw JournalDamage.Of(path, fault);
            }

            SqliteFile.EnsureFormat(_connection, Format, Format1 + Format2 + Format3, Format2, Format3);
            JournalId = ReadOrMakeId();
            _newestDeadLetter = SqliteFile.Scalar(_connection, "SELECT max(position) FROM dead_letter") as long? ?? 0;
        }
        catch (SqliteException e) when (DamagedFileException.Tells(e))
        {
            _connection?.Dispose();
            throw JournalDamage.Of(path, e);
        }
        catch
        {
            _connection?.Dispose();
            throw;
        }
    }

    public Guid JournalId { get; }

    /// <summary>Of the batch that the newest snapshot stands for; 0 without one. Snapshots are of batches on disk.</summary>
    internal long NewestSnapshot => SqliteFile.Scalar(_connection, "SELECT max(position) FROM snapshot") as long? ?? 0;

    /// <summary>Keeps the newest snapshot of a name, on disk when it returns.</summary>
    public void SaveSnapshot(string name, long position, ReadOnlyMemory<byte> body)
    {
        lock (_gate)
        {
            Execute("INSERT OR REPLACE INTO snapshot(name, position, body) VALUES($1, $2, $3)", name, position, body.ToArray());
        }
    }

    public (long Position, byte[] Body)? LoadSnapshot(string name)
    {
        lock (_gate)
        {
            using var command = Command("SELECT position, body FROM snapshot WHERE name = $1", name);
            using var row = command.ExecuteReader();
            return row.Read() ? (row.GetInt64(0), (byte[])row[1]) : null;
        }
    }

    /// <summary>Says which rule versions judge from a position on; all of them in one transaction, on disk when it returns.</summary>
    public void SaveRuleEffects(IReadOnlyList<RuleEffect> effects)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var effect in effects)
            {
                Execute(
                    "INSERT OR REPLACE INTO rule_effect(position, at, rule, version, body) VALUES($1, $2, $3, $4, $5)",
                    effect.Position, effect.At, effect.Rule, effect.Version, (object?)effect.Body ?? DBNull.Value);
            }

            transaction.Commit();
        }
    }

    /// <summary>Effects after a position, in the order in which they came.</summary>
    public IReadOnlyList<RuleEffect> RuleEffectsAfter(long position)
    {
        lock (_gate)
        {
            using var command = Command("SELECT position, at, rule, version, body FROM rule_effect WHERE position > $1 ORDER BY position, rule", position);
            using var row = command.ExecuteReader();
            var effects = new List<RuleEffect>();
            while (row.Read())
            {
                effects.Add(new RuleEffect(
                    row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetString(4)));
            }

            return effects;
        }
    }

    /// <summary>Takes over the quarantine rows of a segment that is about to go; rows that are here already stay.</summary>
    internal void KeepQuarantine(IEnumerable<QuarantinedMessage> rows)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var (id, receivedAt, device, entry) in rows)
            {
                Execute(
                    "INSERT OR IGNORE INTO quarantine(id, received_at, device, topic, reason, detail, bytes, payload) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                    id, receivedAt, (object?)device ?? DBNull.Value, entry.Topic, (int)entry.Reason, (object?)entry.Detail ?? DBNull.Value, entry.Bytes, entry.Payload);
            }

            transaction.Commit();
        }
    }

    /// <summary>Deletes the rows that are not kept any more.</summary>
    internal void DropQuarantine(QuarantineShelf shelf)
    {
        lock (_gate)
        {
            var here = SegmentReader.ReadMarks(_connection).ConvertAll(mark => mark.Id);
            var gone = here.Except(shelf.Kept(here)).ToList();
            if (gone.Count > 0)
            {
                Execute("DELETE FROM quarantine WHERE id IN (SELECT value FROM json_each($1))", SqliteFile.List(gone));
            }
        }
    }

    internal List<QuarantineMark> QuarantineMarks()
    {
        lock (_gate)
        {
            return SegmentReader.ReadMarks(_connection);
        }
    }

    internal List<QuarantinedMessage> Quarantine(IReadOnlyCollection<long> ids)
    {
        lock (_gate)
        {
            return SegmentReader.ReadQuarantine(_connection, ids);
        }
    }

    public void Dispose() => _connection.Dispose();

    Guid ReadOrMakeId()
    {
        if (SqliteFile.Scalar(_connection, "SELECT id FROM journal") is byte[] known)
        {
            return new Guid(known);
        }

        var id = Guid.NewGuid();
        Execute("INSERT INTO journal(id) VALUES($1)", id.ToByteArray());
        return id;
    }

    void Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${i + 1}"), values[i]);
        }

        return command;
    }
}

/// <summary>From <paramref name="Position"/> on, batches are judged by this version of a rule.</summary>
/// <param name="At">When that was decided, Unix ms: kept, so that judging again says the same.</param>
/// <param name="Body">The rule's whole text; null = the rule judges no longer.</param>
public sealed record RuleEffect(long Position, long At, string Rule, int Version, string? Body);
