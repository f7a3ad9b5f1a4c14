using CityOps.Core.Wire;
using CityOps.Simulators.Import.Rows;

namespace CityOps.Simulators.Import;

/// <summary>
/// The message that is being gathered: rows of one device, those of one moment in one record. What goes into it depends on the rows alone, so the
/// same file makes the same messages and the city knows them again. Used by one loop.
/// </summary>
sealed class ImportMessage : IDisposable
{
    const int MostRecords = 60;
    // Far below what a message may have, whatever a file has of one moment.
    const int MostReadings = 600;

    readonly ReadingPayloadWriter writer = new();
    readonly List<string> ofMoment = [];
    int records;
    long at;

    public string Device { get; private set; } = "";

    public string Domain { get; private set; } = "";

    /// <summary>Zero while nothing is gathered.</summary>
    public int Readings { get; private set; }

    public string Topic => Topics.Readings(Domain, Device);

    /// <summary>False where the row belongs into another message.</summary>
    public bool TryAdd(in ImportRow row)
    {
        var isOther = row.At != at || ofMoment.Contains(row.Series.Quantity);
        if (records > 0 && (row.Series.Device != Device || row.Domain != Domain || Readings == MostReadings || (isOther && records == MostRecords)))
        {
            return false;
        }

        if (records == 0 || isOther)
        {
            Begin(row);
        }

        writer.AddValue(row.Series.Quantity, row.Value, row.Unit);
        ofMoment.Add(row.Series.Quantity);
        Readings++;
        return true;
    }

    /// <summary>The bytes are valid until the next <see cref="TryAdd"/>, with which another message begins.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        (records, Readings) = (0, 0);
        ofMoment.Clear();
        writer.EndRecord();
        return writer.EndArray();
    }

    public void Dispose() => writer.Dispose();

    void Begin(in ImportRow row)
    {
        if (records++ == 0)
        {
            (Device, Domain) = (row.Series.Device, row.Domain);
            writer.BeginArray();
        }
        else
        {
            writer.EndRecord();
        }

        at = row.At;
        ofMoment.Clear();
        writer.BeginRecord(at);
    }
}
