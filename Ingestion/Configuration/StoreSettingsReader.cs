using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.InfluxDb;

namespace CityOps.Ingestion.Configuration;

/// <summary>Reads where readings and the city's own data are kept.</summary>
static class StoreSettingsReader
{
    const string AnyVersion = "auto";

    public static StoreKind ReadKind(SettingsReader reader, CityRole role)
    {
        var kind = reader.Choice("Store:Kind", role == CityRole.Ingestion ? StoreKind.InfluxDb : StoreKind.Embedded);
        if (kind == StoreKind.Embedded && role != CityRole.Standalone)
        {
            reader.Mistake("Store:Kind", "the embedded store belongs to one process; a separate Ingestion or Dashboard needs InfluxDb");
        }

        return kind;
    }

    public static TimeSpan ReadPackAfter(SettingsReader reader) =>
        reader.Duration("Store:Embedded:PackAfter", TimeSpan.FromDays(2), TimeSpan.FromHours(1), TimeSpan.FromDays(366));

    public static InfluxDbSettings ReadInfluxDb(SettingsReader reader)
    {
        var retention = reader.Text("Store:InfluxDb:Retention") is null
            ? (TimeSpan?)null
            : reader.Duration("Store:InfluxDb:Retention", TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromDays(36_500));
        var influx = new InfluxDbSettings(
            reader.Address("Store:InfluxDb:Url", "http://localhost:8086"),
            ReadVersion(reader),
            reader.Text("Store:InfluxDb:Prefix", "cityops"),
            retention)
        {
            Username = reader.Text("Store:InfluxDb:Username"),
            Password = reader.Text("Store:InfluxDb:Password"),
            Org = reader.Text("Store:InfluxDb:Org"),
            Token = reader.Text("Store:InfluxDb:Token"),
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

    /// <summary>Null = the server is asked.</summary>
    static int? ReadVersion(SettingsReader reader)
    {
        switch (reader.Text("Store:InfluxDb:Version", "1").ToLowerInvariant())
        {
            case "1":
                return 1;
            case "2":
                return 2;
            case "3":
                return 3;
            case AnyVersion:
                return null;
            case var other:
                reader.Mistake("Store:InfluxDb:Version", $"'{other}' is none of 1, 2, 3 and {AnyVersion}");
                return null;
        }
    }

    static void Check(SettingsReader reader, InfluxDbSettings influx)
    {
        foreach (var (key, why) in InfluxCredentials.Mistakes(influx.Version, influx.Org, influx.Token, influx.Username, influx.Password))
        {
            reader.Mistake(key, why);
        }

        if (!Identifiers.IsQuantity(influx.Prefix))
        {
            reader.Mistake("Store:InfluxDb:Prefix", $"'{influx.Prefix}' is not a letter followed by at most 31 letters, digits and underscores");
        }
    }
}
