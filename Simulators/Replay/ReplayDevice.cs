using System.Text.Json;
using CityOps.Core.City;
using CityOps.Core.Wire;
using CityOps.Simulators.Replay.Mappings;

namespace CityOps.Simulators.Replay;

/// <summary>A device of the recording: what it is called on the wire, its message counter, and the message that it gathers. Used by one loop.</summary>
sealed class ReplayDevice : IDisposable
{
    readonly CsvMapping mapping;
    readonly int[] columns;
    readonly JsonEncodedText[] names;
    readonly JsonEncodedText[] taken;
    readonly double[] values;
    readonly ReadingPayloadWriter writer = new();
    long seq;
    long newest = long.MinValue;
    long newestRecorded = long.MinValue;

    /// <param name="columns">Its columns, as indexes into the mapping's.</param>
    public ReplayDevice(string id, CsvMapping mapping, int[] columns, DeviceAllowance allowance)
    {
        (Id, this.mapping, this.columns, Allowance) = (id, mapping, columns, allowance);
        names = [.. columns.Select(index => JsonEncodedText.Encode(mapping.Columns[index].Quantity))];
        (taken, values) = (new JsonEncodedText[columns.Length], new double[columns.Length]);
        ReadingsTopic = Topics.Readings(mapping.Domain, id);
        StatusTopic = Topics.Status(mapping.Domain, id);
    }

    public string Id { get; }
    public string ReadingsTopic { get; }
    public string StatusTopic { get; }
    public DeviceAllowance Allowance { get; }

    /// <summary>Records in the message that it gathers.</summary>
    public int Records { get; private set; }

    /// <summary>Readings in it.</summary>
    public int Readings { get; private set; }

    /// <param name="station">Null where nobody said where it stands.</param>
    /// <param name="stationId">Of the place, where there is one.</param>
    public Birth ToBirth(StationEntry? station, string stationId, int? intervalSeconds) => new(
        Online: true, station?.Name ?? Id, station?.Lat, station?.Lon, station?.District, station is null ? null : stationId, Gateway: null, intervalSeconds,
        Firmware: null, columns.ToDictionary(index => mapping.Columns[index].Quantity, index => mapping.Columns[index].Unit));

    /// <summary>Adds what a row has of its columns to the message; false when it has nothing.</summary>
    /// <param name="wireMs">The time the readings carry, Unix ms.</param>
    /// <param name="row">In the order of the mapping's columns; NaN where there is none.</param>
    public bool Add(long recordedMs, long wireMs, ReadOnlySpan<double> row)
    {
        var count = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (!double.IsNaN(row[columns[i]]))
            {
                (taken[count], values[count]) = (names[i], row[columns[i]]);
                count++;
            }
        }

        if (count == 0)
        {
            return false;
        }

        if (Records++ == 0)
        {
            seq++;
            writer.BeginArray();
        }

        writer.Add(Apart(recordedMs, wireMs), seq, taken.AsSpan(0, count), values.AsSpan(0, count));
        Readings += count;
        return true;
    }

    /// <summary>The message; the bytes are valid until the next <see cref="Add"/>, with which another message begins.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        (Records, Readings) = (0, 0);
        return writer.EndArray();
    }

    public void Dispose() => writer.Dispose();

    /// <summary>Two moments that a fast replay squeezes into one millisecond stay two.</summary>
    long Apart(long recordedMs, long wireMs)
    {
        if (recordedMs > newestRecorded)
        {
            wireMs = Math.Max(wireMs, newest == long.MinValue ? wireMs : newest + 1);
            (newestRecorded, newest) = (recordedMs, wireMs);
        }

        return wireMs;
    }
}
