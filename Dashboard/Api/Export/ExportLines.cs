using System.Buffers;
using System.Globalization;
using System.Text.Unicode;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Api.Export;

/// <summary>Writes the readings of one series as lines of CSV.</summary>
/// <param name="zone">Of the second column of time; null = there is none.</param>
sealed class ExportLines(Series series, TimeZoneInfo? zone)
{
    // Ids, units and numbers are bounded; the longest line is a third of it.
    const int MostBytes = 1_024;

    readonly string name = ReadingsCsv.Text(series.Id.ToString());
    readonly string unit = ReadingsCsv.Text(series.Unit);

    public static string Header(TimeZoneInfo? zone) =>
        $"time,{(zone is null ? "" : ReadingsCsv.Text("time " + zone.Id) + ",")}series,value,unit,quality,domain\r\n";

    public void Write(IBufferWriter<byte> csv, StoredReading reading)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reading.T);
        var line = csv.GetSpan(MostBytes);
        if (!Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},", out var length)
            || !TryWriteLocal(line[length..], at, ref length)
            || !Utf8.TryWrite(line[length..], CultureInfo.InvariantCulture, $"{name},{reading.V},{unit},{reading.Q.ToWire()},{series.Domain}\r\n", out var rest))
        {
            throw new InvalidOperationException($"A line of {series.Id} is longer than {MostBytes} bytes");
        }

        csv.Advance(length + rest);
    }

    bool TryWriteLocal(Span<byte> line, DateTimeOffset at, ref int length)
    {
        if (zone is null)
        {
            return true;
        }

        var fits = Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(at, zone):yyyy-MM-dd'T'HH:mm:ss.fffzzz},", out var written);
        length += written;
        return fits;
    }
}
