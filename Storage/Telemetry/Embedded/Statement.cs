using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>A prepared statement whose parameters are $1, $2 and so on. One caller at a time.</summary>
sealed class Statement : IDisposable
{
    readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        }
    }

    /// <summary>Returns how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first row is there when this returns, and with it the snapshot it belongs to.</summary>
    public SqliteDataReader Query(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public void Dispose() => command.Dispose();

    void Bind(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
