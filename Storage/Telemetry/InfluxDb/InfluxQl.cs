using System.Globalization;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Pieces of InfluxQL. Names are quoted; texts from outside go by parameters, never into a statement.</summary>
static class InfluxQl
{
    public static string Name(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static string Time(long unixMs) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(unixMs, LineBuilder.EarliestMs, LineBuilder.LatestMs)}ms");

    /// <summary>From inclusive, to exclusive. Never left out: without an end the server walks through empty buckets up to now.</summary>
    public static string Between(long from, long to) => $"time >= {Time(from)} AND time < {Time(to)}";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
