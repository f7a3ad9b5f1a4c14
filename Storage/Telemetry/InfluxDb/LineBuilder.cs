using System.Buffers;
using System.Text;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>A line, and the readings it came from.</summary>
/// <param name="Start">First byte in the builder's buffer.</param>
/// <param name="End">Behind its line break.</param>
/// <param name="Batch">Which of the batches that were added.</param>
/// <param name="Reading">Index of its first reading within the batch; the others follow.</param>
readonly record struct Line(int Start, int End, int Batch, int Reading, int Readings);

/// <summary>A reading that must not be sent.</summary>
readonly record struct UnwritableReading(int Batch, int Reading, string Why);

/// <summary>
/// Readings as line protocol: measurement = domain, tag <c>device</c>, one field per quantity, one line per record. A record is
/// what stands together in a batch with one device and one ObservedAt. The same batch always gives the same bytes, so writing
/// it twice changes nothing. One buffer, used again and again. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// <c>q</c> is a value that did not fail, <c>q_bad</c> one that did, <c>q_q</c> the number of its <see cref="Quality"/> where
/// that is not good. A point that is written again keeps the fields that the later line does not name. So a good reading that
/// is late, and may overwrite a suspect one, says <c>q_q=1</c>; and a failed one that is late says nothing, or it would taint
/// the value that stands there.
/// </remarks>
sealed class LineBuilder
{
    const byte Value = 1;
    const byte Bad = 2;
    const byte Flag = 4;

    /// <summary>The server keeps nanoseconds in 64 bits.</summary>
    public const long EarliestMs = -9_223_372_036_854;
    public const long LatestMs = 9_223_372_036_854;

    static readonly SearchValues<char> Impossible = SearchValues.Create("\\\n\r\t\0");

    readonly List<Line> lines = [];
    readonly List<UnwritableReading> unwritable = [];
    readonly LineBuffer buffer = new();

    // Which fields of a series the line being written has; Number says of which line that is known.
    (long Number, byte Fields)[] written = new (long, byte)[16];
    long number;

    public IReadOnlyList<Line> Lines => lines;

    public IReadOnlyList<UnwritableReading> Unwritable => unwritable;

    /// <summary>The bytes of some lines, valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Bytes(int from, int to) => buffer.Bytes(lines[from].Start, lines[to - 1].End);

    public string Text(Line line) => Encoding.UTF8.GetString(buffer.Bytes(line.Start, line.End - 1).Span);

    public void Clear()
    {
        lines.Clear();
        unwritable.Clear();
        buffer.Clear();
    }

    /// <param name="index">What <see cref="Line.Batch"/> shall say.</param>
    public void Add(JournalBatch batch, int index)
    {
        if (written.Length < batch.Series.Length)
        {
            written = new (long, byte)[batch.Series.Length];
        }

        for (var first = 0; first < batch.Readings.Length;)
        {
            var end = first + 1;
            while (end < batch.Readings.Length && IsSameRecord(batch, first, end))
            {
                end++;
            }

            AddRecord(batch, index, first, end);
            first = end;
        }
    }

    static bool IsSameRecord(JournalBatch batch, int a, int b)
    {
        var (left, right) = (batch.Readings[a], batch.Readings[b]);
        if (left.ObservedAt != right.ObservedAt)
        {
            return false;
        }

        var (one, other) = (batch.Series[left.Series], batch.Series[right.Series]);
        return one.Id.Device == other.Id.Device && one.Domain == other.Domain;
    }

    void AddRecord(JournalBatch batch, int index, int first, int end)
    {
        var (start, lineFirst) = (buffer.Length, first);
        number++;
        for (var i = first; i < end; i++)
        {
            var reading = batch.Readings[i];
            var series = batch.Series[reading.Series];
            if (WhyNot(series.Id, series.Domain, reading) is { } why)
            {
                unwritable.Add(new UnwritableReading(index, i, why));
                continue;
            }

            var fields = FieldsOf(reading);
            ref var before = ref written[reading.Series];
            if (before.Number == number && (before.Fields & fields) != 0)
            {
                // The later value of a field must win, and within a line that is nobody's rule.
                End(start, batch.Readings[lineFirst].ObservedAt, index, lineFirst, i);
                (start, lineFirst) = (buffer.Length, i);
                number++;
            }

            before = (number, (byte)(before.Number == number ? before.Fields | fields : fields));
            Begin(start, series.Domain, series.Id.Device);
            AddFields(series.Id.Quantity, reading, fields);
        }

        End(start, batch.Readings[first].ObservedAt, index, lineFirst, end);
    }

    static byte FieldsOf(in JournalReading r) => r.Quality == Quality.Fail
        ? (byte)(Bad | (r.Late ? 0 : Flag))
        : (byte)(Value | (r.Late || r.Quality != Quality.Good ? Flag : 0));

    static string? WhyNot(in SeriesId id, string domain, in JournalReading r) =>
        !double.IsFinite(r.Value) ? "the value is not a finite number"
        : r.ObservedAt is < EarliestMs or > LatestMs ? "the time is outside what the store can hold"
        : id.Device.AsSpan().ContainsAny(Impossible) || id.Quantity.AsSpan().ContainsAny(Impossible) || domain.AsSpan().ContainsAny(Impossible)
            ? "a name has a character that a line cannot hold"
            : null;

    void Begin(int start, string domain, string device)
    {
        if (buffer.Length == start)
        {
            buffer.Name(domain);
            buffer.Text(",device="u8);
            buffer.Name(device);
            buffer.Text(" "u8);
        }
        else
        {
            buffer.Text(","u8);
        }
    }

    void AddFields(string quantity, in JournalReading r, byte fields)
    {
        buffer.Name(quantity);
        buffer.Text((fields & Bad) != 0 ? "_bad="u8 : "="u8);
        buffer.Number(r.Value);
        if ((fields & Flag) != 0)
        {
            buffer.Text(","u8);
            buffer.Name(quantity);
            buffer.Text("_q="u8);
            buffer.Number((byte)r.Quality);
        }
    }

    void End(int start, long observedAt, int index, int first, int end)
    {
        if (buffer.Length == start)
        {
            return;
        }

        buffer.Text(" "u8);
        buffer.Number(observedAt);
        buffer.Text("\n"u8);
        lines.Add(new Line(start, buffer.Length, index, first, end - first));
    }
}
