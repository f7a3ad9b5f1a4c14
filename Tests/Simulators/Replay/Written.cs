using System.Globalization;
using System.IO.Compression;
using System.Text;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Replay.Rows;

namespace CityOps.Tests.Simulators.Replay;

/// <summary>Small recordings and mappings, written for the tests.</summary>
static class Written
{
    public const string Mapping = """
        {
          "domain": "air",
          "time": { "columns": ["time"], "zone": "UTC" },
          "device": { "column": "box", "prefix": "aq-" },
          "intervalSeconds": 600,
          "missing": [-200],
          "columns": [
            { "column": "no2", "quantity": "no2", "unit": "ug/m3" },
            { "column": "pm", "quantity": "pm10", "unit": "ug/m3", "scale": 10 }
          ],
          "stations": [ { "device": "aq-a", "name": "Box A", "lat": 46.05, "lon": 14.5, "district": "Center" } ]
        }
        """;

    /// <summary>Two devices, ten minutes apart; a missing number, one that is none, a row without time, one of no device.</summary>
    public const string Rows = """
        time,box,no2,pm
        2026-03-01T00:00:00,a,10,1.5
        2026-03-01T00:00:00,b,20,-200.0
        2026-03-01T00:10:00,a,11,oops
        yesterday,a,12,1
        2026-03-01T00:10:00,b c,13,1
        2026-03-01T00:20:00,b,-200,

        2026-03-01T00:20:00,a,14,1.75
        """;

    public static readonly long Start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public const long Minute = 60_000;

    public static CsvMapping MappingOf(string json = Mapping) => MappingFile.Parse(json, "test.json");

    public static string Save(TempFolder folder, string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }

    public static string SaveGzip(TempFolder folder, string name, string text)
    {
        using var file = new GZipStream(File.Create(folder.File(name)), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
        return folder.File(name);
    }

    /// <summary>All usable rows in words: device, minutes after <see cref="Start"/>, values.</summary>
    public static IEnumerable<string> Tell(IReadOnlyList<string> paths, CsvMapping mapping, RowTally tally) => Read(paths, mapping, tally)
        .Select(row => FormattableString.Invariant($"{row.Device} {row.Minutes}: ") + string.Join(' ', row.Values.Select(value => value.ToString(CultureInfo.InvariantCulture))));

    /// <summary>All usable rows: device, minutes after <see cref="Start"/>, values.</summary>
    public static List<(string Device, double Minutes, double[] Values)> Read(IReadOnlyList<string> paths, CsvMapping mapping, RowTally tally, Period? period = null)
    {
        using var rows = new Recordings(paths, mapping, period ?? Period.Always, tally);
        var all = new List<(string, double, double[])>();
        while (rows.Next())
        {
            all.Add((rows.Current!.Device, (rows.Current.At - Start) / (double)Minute, rows.Current.Values.ToArray()));
        }

        return all;
    }
}
