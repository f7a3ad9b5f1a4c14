namespace CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

/// <summary>What a database of a stand-in knows of its columns, and how long it keeps. The points are in a real InfluxDB.</summary>
sealed class StandInDatabase(string id)
{
    readonly Dictionary<(string Measurement, string Column), FieldType> fields = [];
    readonly Dictionary<string, string> tags = [];
    readonly HashSet<long> tenMinutes = [];

    public string Id => id;

    /// <summary>Zero = for ever.</summary>
    public TimeSpan Retention { get; set; }

    public int Columns(string measurement) => fields.Keys.Count(key => key.Measurement == measurement);

    /// <summary>The types of fields that are there already, and another that came; null when all fit, which they then define.</summary>
    public (string Field, FieldType Had, FieldType Got)? Conflict(LineText line)
    {
        foreach (var (field, type) in line.Fields)
        {
            if (fields.TryGetValue((line.Measurement, field), out var had) && had != type)
            {
                return (field, had, type);
            }
        }

        foreach (var (field, type) in line.Fields)
        {
            fields[(line.Measurement, field)] = type;
        }

        return null;
    }

    /// <summary>Tags of a measurement are those of its first line.</summary>
    public bool HasItsTags(LineText line)
    {
        var text = string.Join(',', line.Tags.Keys.Order(StringComparer.Ordinal));
        return tags.TryAdd(line.Measurement, text) || tags[line.Measurement] == text;
    }

    /// <summary>A file for each ten minutes that have something, as 3 Core keeps them.</summary>
    public void AddFile(long time) => tenMinutes.Add((long)Math.Floor(time / 600_000.0));

    public int FilesBetween(long from, long to) => tenMinutes.Count(file => (file + 1) * 600_000 > from && file * 600_000 < to);
}
