using System.Buffers;
using System.IO.Hashing;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Sqlite;

namespace CityOps.Ingestion.Accounting;

/// <summary>The ledger as bytes, format version first, checksum last.</summary>
static class LedgerCodec
{
    const byte Format = 3;
    const int ChecksumBytes = 16;

    public static byte[] Write(
        long position, long storedPosition, LedgerCounts total, Dictionary<string, DeviceAccount> devices, Dictionary<SeriesId, SeriesNewest> newest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var w = new BlobWriter(buffer);
        w.Byte(Format);
        w.Number(position);
        w.Number(storedPosition);
        Write(w, total);
        w.Number(devices.Count);
        foreach (var (device, account) in devices)
        {
            w.Text(device);
            Write(w, account);
        }

        w.Number(newest.Count);
        foreach (var (series, last) in newest)
        {
            w.Text(series.ToString());
            w.Text(last.Domain);
            w.Text(last.Unit);
            w.Signed(last.ObservedAt);
            w.Double(last.Value);
        }

        w.Hash(XxHash128.HashToUInt128(buffer.WrittenSpan));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write(long, long, LedgerCounts, Dictionary{string, DeviceAccount}, Dictionary{SeriesId, SeriesNewest})"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    /// <exception cref="NewerFormatException">Of a newer program: to begin anew would lose its counts.</exception>
    public static Ledger Read(ReadOnlySpan<byte> body)
    {
        if (body.Length <= ChecksumBytes || XxHash128.HashToUInt128(body[..^ChecksumBytes]) != new BlobReader(body[^ChecksumBytes..]).Hash())
        {
            throw new InvalidDataException("The ledger snapshot is damaged.");
        }

        var r = new BlobReader(body[..^ChecksumBytes]);
        var format = r.Byte();
        if (format > Format)
        {
            throw new NewerFormatException("The ledger snapshot in the journal's index.db", format, Format);
        }

        var (position, storedPosition, total) = (r.Number(), r.Number(), ReadCounts(ref r, format));
        var devices = new Dictionary<string, DeviceAccount>();
        for (var left = r.Count(); left > 0; left--)
        {
            devices[r.Text()] = ReadAccount(ref r, format);
        }

        var newest = new Dictionary<SeriesId, SeriesNewest>();
        for (var left = r.Count(); left > 0; left--)
        {
            if (!SeriesId.TryParse(r.Text(), out var series))
            {
                throw new InvalidDataException("The ledger snapshot names a series that cannot be.");
            }

            newest[series] = new SeriesNewest(r.Text(), r.Text(), r.Signed(), r.Double());
        }

        return new Ledger(position, storedPosition, total, devices, newest);
    }

    static void Write(BlobWriter w, DeviceAccount account)
    {
        Write(w, account.Counts);
        foreach (var time in (ReadOnlySpan<long?>)[account.LastReceivedAt, account.LastObservedAt, account.SkewMs, account.LastTroubleAt])
        {
            w.Byte(time is null ? (byte)0 : (byte)1);
            w.Signed(time ?? 0);
        }

        var seqs = new List<long>();
        account.Seqs.Save(seqs);
        w.Number(seqs.Count);
        foreach (var number in seqs)
        {
            w.Number(number);
        }
    }

    static DeviceAccount ReadAccount(ref BlobReader r, byte format)
    {
        var counts = ReadCounts(ref r, format);
        var (received, observed, skew, trouble) = (ReadTime(ref r), ReadTime(ref r), ReadTime(ref r), format > 2 ? ReadTime(ref r) : null);
        var numbers = new Queue<long>();
        for (var left = r.Count(); left > 0; left--)
        {
            numbers.Enqueue(r.Number());
        }

        var account = new DeviceAccount
        {
            Counts = counts,
            Seqs = SeqRuns.Load(() => numbers.TryDequeue(out var number) ? number : throw new InvalidDataException("A counter's runs end too early.")),
            LastReceivedAt = received,
            LastObservedAt = observed,
            SkewMs = skew,
        };
        if (trouble is { } at)
        {
            account.Trouble(at);
        }

        return account;
    }

    static long? ReadTime(ref BlobReader r)
    {
        var present = r.Byte() == 1;
        var value = r.Signed();
        return present ? value : null;
    }

    static void Write(BlobWriter w, LedgerCounts counts)
    {
        foreach (var number in (ReadOnlySpan<long>)
                 [
                     counts.Decoded, counts.Stored, counts.Duplicate, counts.Refused, counts.Shed, counts.Late, counts.Conflicting,
                     counts.OutOfOrder, counts.ReadingsTaken, counts.Replayed,
                 ])
        {
            w.Number(number);
        }

        Write(w, counts.Rejected);
        Write(w, counts.ReadingsRefused);
    }

    static LedgerCounts ReadCounts(ref BlobReader r, byte format)
    {
        var counts = new LedgerCounts
        {
            Decoded = r.Number(),
            Stored = r.Number(),
            Duplicate = r.Number(),
            Refused = r.Number(),
            Shed = r.Number(),
            Late = r.Number(),
            Conflicting = r.Number(),
            OutOfOrder = r.Number(),
            ReadingsTaken = r.Number(),
            Replayed = format > 1 ? r.Number() : 0,
        };
        Read(ref r, counts.Rejected);
        Read(ref r, counts.ReadingsRefused);
        return counts;
    }

    static void Write(BlobWriter w, long[] byReason)
    {
        w.Number(byReason.Length);
        foreach (var count in byReason)
        {
            w.Number(count);
        }
    }

    static void Read(ref BlobReader r, long[] byReason)
    {
        var known = r.Count();
        for (var i = 0; i < known; i++)
        {
            var count = r.Number();
            if (i < byReason.Length)
            {
                byReason[i] = count;
            }
        }
    }
}
