using CityOps.Core.Readings;

namespace CityOps.Storage.Journal;

/// <summary>Which hours of which series have to be rolled up again.</summary>
public sealed partial class JournalIndex
{
    const string Format3 = "CREATE TABLE late_hour(device TEXT NOT NULL, quantity TEXT NOT NULL, hour INTEGER NOT NULL, PRIMARY KEY(device, quantity, hour)) WITHOUT ROWID;";

    /// <summary>On disk when it returns; what is there already stays.</summary>
    public void AddLateHours(IReadOnlyCollection<LateHour> hours) =>
        ForEach(hours, "INSERT OR IGNORE INTO late_hour(device, quantity, hour) VALUES($1, $2, $3)");

    public void RemoveLateHours(IReadOnlyCollection<LateHour> hours) =>
        ForEach(hours, "DELETE FROM late_hour WHERE device = $1 AND quantity = $2 AND hour = $3");

    public IReadOnlyList<LateHour> LoadLateHours()
    {
        lock (_gate)
        {
            using var command = Command("SELECT device, quantity, hour FROM late_hour");
            using var row = command.ExecuteReader();
            var found = new List<LateHour>();
            while (row.Read())
            {
                found.Add(new LateHour(new SeriesId(row.GetString(0), row.GetString(1)), row.GetInt64(2)));
            }

            return found;
        }
    }

    void ForEach(IReadOnlyCollection<LateHour> hours, string sql)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            using var command = Command(sql, "", "", 0L);
            foreach (var (series, start) in hours)
            {
                command.Parameters[0].Value = series.Device;
                command.Parameters[1].Value = series.Quantity;
                command.Parameters[2].Value = start;
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }
}

/// <param name="Start">Of the hour, Unix ms.</param>
public readonly record struct LateHour(SeriesId Series, long Start);
