using CityOps.Core.Readings;

namespace CityOps.Ingestion.Configuration;

/// <summary>Reads where readings and the city's own data are kept.</summary>
static class StoreSettingsReader
{
    const int ProvedVersion = 1;

    public static StoreKind ReadKind(SettingsReader reader, CityRole role)
    {
        var kind = reader.Choice("Store:Kind", role == CityRole.Ingestion ? StoreKind.InfluxDb : StoreKind.Embedded);
        if (kind == StoreKind.Embedded && role != CityRole.Standalone)
        {
            reader.Mistake("Store:Kind", "the embedded store belongs to one process; a separate Ingestion or Dashboard needs InfluxDb");
        }

        return kind;
    }

    public static InfluxDbSettings ReadInfluxDb(SettingsReader reader)
    {
        var retention = reader.Text("Store:InfluxDb:Retention") is null
            ? (TimeSpan?)null
            : reader.Duration("Store:InfluxDb:Retention", TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromDays(36_500));
        var influx = new InfluxDbSettings(
            reader.Address("Store:InfluxDb:Url", "http://localhost:8086"),
            reader.Number("Store:InfluxDb:Version", ProvedVersion, 1, 3),
            reader.Text("Store:InfluxDb:Prefix", "cityops"),
            retention)
        {
            Username = reader.Text("Store:InfluxDb:Username"),
            Password = reader.Text("Store:InfluxDb:Password"),
        };
        Check(reader, influx);
        return influx;
    }

    /// <summary>A path, or <c>Data Source=</c> a path; null = beside the other files.</summary>
    public static string? ReadCityFile(SettingsReader reader)
    {
        const string prefix = "Data Source=";
        var text = reader.Text("City:Database");
        if (text is null || !text.Contains('=', StringComparison.Ordinal))
        {
            return text;
        }

        if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !text.Contains(';', StringComparison.Ordinal))
        {
            return text[prefix.Length..].Trim();
        }

        reader.Mistake("City:Database", "is not supported by this version: give the path of a SQLite file on a local volume");
        return null;
    }

    static void Check(SettingsReader reader, InfluxDbSettings influx)
    {
        if (influx.Version != ProvedVersion)
        {
            reader.Mistake("Store:InfluxDb:Version", "only the API of InfluxDB 1.x is supported by this version; set it to 1");
        }

        foreach (var key in (ReadOnlySpan<string>)["Store:InfluxDb:Org", "Store:InfluxDb:Token"])
        {
            if (reader.Text(key) is not null)
            {
                reader.Mistake(key, "belongs to InfluxDB 2.x and 3.x, which this version does not speak; 1.x takes Username and Password");
            }
        }

        if (!Identifiers.IsQuantity(influx.Prefix))
        {
            reader.Mistake("Store:InfluxDb:Prefix", $"'{influx.Prefix}' is not a letter followed by at most 31 letters, digits and underscores");
        }

        if (influx is { Password: not null, Username: null })
        {
            reader.Mistake("Store:InfluxDb:Password", "a password needs Store:InfluxDb:Username");
        }
    }
}
