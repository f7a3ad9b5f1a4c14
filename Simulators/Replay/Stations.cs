using System.Globalization;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Replay.Rows;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Replay;

/// <summary>Names and positions of devices, from the mapping and from its table of stations.</summary>
static class Stations
{
    /// <summary>By device id.</summary>
    /// <param name="table">The file with the table, where the command line names it; else it is looked for beside the recording and beside the mapping.</param>
    /// <exception cref="UnusableException">The table is not there, or cannot be read.</exception>
    public static IReadOnlyDictionary<string, StationEntry> Of(CsvMapping mapping, string mappingPath, IReadOnlyList<string> recordings, string? table)
    {
        var stations = new Dictionary<string, StationEntry>(StringComparer.Ordinal);
        if (mapping.StationTable is { } columns)
        {
            foreach (var station in Read(table ?? Find(columns.File, [.. recordings, mappingPath]), columns, mapping.Device.Prefix))
            {
                stations[station.Device] = station;
            }
        }

        foreach (var station in mapping.Stations ?? [])
        {
            stations[station.Device] = station;
        }

        return stations;
    }

    static string Find(string name, IReadOnlyList<string> neighbours)
    {
        var places = neighbours.Select(path => Path.Combine(Path.GetDirectoryName(path) ?? "", name)).Distinct().ToList();
        return places.Find(File.Exists) ?? throw new UnusableException(
            $"The mapping wants the table of stations {name}, which is neither at {string.Join(" nor at ", places)}. --stations FILE says where it is.");
    }

    static List<StationEntry> Read(string path, StationTableColumns columns, string prefix)
    {
        using var source = new CsvSource(path, columns.Delimiter[0]);
        var key = source.IndexOf(columns.Key);
        int Find(string? column) => column is null ? -1 : source.IndexOf(column);
        var (name, lat, lon, district) = (Find(columns.Name), Find(columns.Lat), Find(columns.Lon), Find(columns.District));
        var stations = new List<StationEntry>();
        while (source.Next())
        {
            stations.Add(new StationEntry($"{prefix}{source.Cell(key).Trim()}", Text(name), Degrees(lat, 90), Degrees(lon, 180), Text(district)));
        }

        return stations;

        string? Text(int index) => source.Cell(index).Trim() is { Length: > 0 } text ? text.ToString() : null;

        double? Degrees(int index, double most)
        {
            if (Text(index) is not { } text)
            {
                return null;
            }

            return double.TryParse(text, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
                ? degrees
                : throw new UnusableException($"{path}, line {source.Line}: '{text}' is no latitude or longitude");
        }
    }
}
