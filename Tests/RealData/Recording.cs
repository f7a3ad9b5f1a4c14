using System.Collections.Frozen;
using System.Globalization;
using CityOps.Core.City;
using CityOps.Tests.Replay;

namespace CityOps.Tests.RealData;

/// <summary>One number of a recording. Times are Unix ms.</summary>
readonly record struct Measured(string Device, string Quantity, string Unit, long At, double Value);

/// <summary>A recording as a city would have received it: in order of time, the cells of a row in the order of the file.</summary>
/// <param name="Clock">How far the clock of the file is ahead of UTC.</param>
sealed record Recording(string Domain, TimeSpan Clock, Registry Registry, IReadOnlyList<Measured> Readings)
{
    const string CTown = "ctown";

    static readonly (string Quantity, string Column, string Unit)[] AirColumns =
        [("co", "CO(GT)", "mg/m3"), ("benzene", "C6H6(GT)", "ug/m3"), ("no2", "NO2(GT)", "ug/m3"), ("temperature", "T", "Cel"), ("humidity", "RH", "%")];

    static readonly (string Quantity, string Column, string Unit)[] RoadColumns =
        [("speed", "avgSpeed", "km/h"), ("vehicleCount", "vehicleCount", "1"), ("travelTime", "avgMeasuredTime", "s")];

    /// <summary>The hours of the file are never left out or doubled: it keeps Central European Time all year. A missing number is -200.</summary>
    public static Recording Air(IEnumerable<Dictionary<string, string>> rows)
    {
        var clock = TimeSpan.FromHours(1);
        return new Recording("air", clock, Box("air", 3_600), [.. rows.SelectMany(row => AirColumns
            .Where(one => Number(row[one.Column]) != -200)
            .Select(one => new Measured("air", one.Quantity, one.Unit, Time($"{row["Date"]}T{row["Time"]}", "s", clock), Number(row[one.Column]))))]);
    }

    /// <summary>No zone is given; the rush hours fit UTC. The speed of an interval without vehicles is not a measurement and left out.</summary>
    public static Recording Roads(IEnumerable<Dictionary<string, string>> rows, IEnumerable<Dictionary<string, string>> sensors)
    {
        var readings = rows.SelectMany(row => RoadColumns
            .Where(one => one.Quantity == "vehicleCount" || row["vehicleCount"] != "0")
            .Select(one => new Measured("road-" + row["REPORT_ID"], one.Quantity, one.Unit, Time(row["TIMESTAMP"], "s", default), Number(row[one.Column]))));
        return new Recording("traffic", default, City([.. sensors.Select(Road)], 300), [.. readings.OrderBy(reading => reading.At)]);
    }

    /// <summary>One controller sends all columns, under their own names, as one message an hour.</summary>
    public static Recording Water(IEnumerable<Dictionary<string, string>> rows) => new("water", default, Box(CTown, 3_600), [.. rows.SelectMany(row => row
        .Where(cell => cell.Key.Trim() is not ("DATETIME" or "ATT_FLAG"))
        .Select(cell => new Measured(CTown, cell.Key.Trim(), "1", WaterTime(row), Number(cell.Value))))]);

    public static Recording Air() => Air(Samples.Table("air/uci_air_quality_2004-2005.csv.gz"));

    public static Recording Roads() =>
        Roads(Samples.Table("traffic/aarhus_traffic_8_sensors_2014-08-04_2014-08-14.csv.gz"), Samples.Table("traffic/aarhus_sensors.csv"));

    public static long WaterTime(Dictionary<string, string> row) => Time(row["DATETIME"], "dd/MM/yy HH", default);

    /// <summary>As the file writes its clock.</summary>
    public string Tell(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(Clock).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    static long Time(string text, string format, TimeSpan clock) =>
        new DateTimeOffset(DateTime.ParseExact(text, format, CultureInfo.InvariantCulture), clock).ToUnixTimeMilliseconds();

    static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    static Station Road(Dictionary<string, string> sensor) =>
        new("road-" + sensor["REPORT_ID"], sensor["POINT_1_STREET"], Number(sensor["POINT_1_LAT"]), Number(sensor["POINT_1_LNG"]), "Aarhus", "traffic");

    static Registry Box(string name, int seconds) => City([new Station(name, name, 45, 9, name, name)], seconds);

    /// <summary>A device at each station, with its name.</summary>
    static Registry City(Station[] stations, int seconds) => Registry.Empty with
    {
        Revision = 1,
        Stations = stations.ToFrozenDictionary(station => station.Id),
        Devices = stations.Select(one => new Device(one.Id, one.Name, one.Domain, one.Id, null, Registration.Accepted, seconds, null)).ToFrozenDictionary(device => device.Id),
    };
}
