using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>Keeps what is broken beside the others (<c>damaged_block</c>), for whoever can repair it, once its place is needed. One caller at a time.</summary>
sealed class Aside : IDisposable
{
    readonly Damage damage;
    readonly Statement insert;
    readonly Statement delete;

    public Aside(SqliteConnection connection, Damage damage)
    {
        this.damage = damage;
        insert = new Statement(connection, "INSERT INTO damaged_block (series, start, until, count, packed, bytes) VALUES ($1, $2, $3, $4, $5, $6)", 6);
        delete = new Statement(connection, "DELETE FROM damaged_block WHERE series = $1 AND start >= $2 AND until < $3", 3);
        using var kept = connection.CreateCommand();
        kept.CommandText = "SELECT series, start, packed FROM damaged_block";
        using var row = kept.ExecuteReader();
        while (row.Read())
        {
            damage.Remember(row.GetInt32(0), row.GetInt64(1), row.GetBoolean(2));
        }
    }

    /// <summary>The caller deletes the row from its own table, in the same transaction.</summary>
    public void Keep(in PackedKey key, byte[] bytes, string why)
    {
        damage.Report(key.Series, key.Start, packed: true, why);
        insert.Run(key.Series, key.Start, key.Until, key.Count, 1, bytes);
    }

    /// <inheritdoc cref="Keep(in PackedKey, byte[], string)"/>
    public void Keep(OpenKey key, byte[] block, string why)
    {
        damage.Report(key.Series, key.Start, packed: false, why);
        insert.Run(key.Series, key.Start, key.Until, block.Length / BlockCodec.EntryBytes, 0, block);
    }

    /// <summary>Deletes what lies wholly in a span.</summary>
    public void Forget(int series, long from, long to) => delete.Run(series, from, to);

    public void Dispose()
    {
        insert.Dispose();
        delete.Dispose();
    }
}
