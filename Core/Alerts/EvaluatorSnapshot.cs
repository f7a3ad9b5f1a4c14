using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// The bytes of a saved evaluator: format version, journal id, position, rules, series with their conditions, and a SHA-256 of
/// all before it.
/// </summary>
static class EvaluatorSnapshot
{
    const int Format = 3;
    const int HashBytes = SHA256.HashSizeInBytes;

    public static void Write(AlertEvaluator evaluator, Stream into, Guid journalId, long position)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Format);
            writer.Write(journalId.ToByteArray());
            writer.Write(position);
            WriteRules(writer, evaluator.Rules);
            writer.Write(evaluator.SeriesCount);
            foreach (var series in evaluator.Series)
            {
                WriteSeries(writer, series);
            }

            WriteGroups(writer, evaluator);
            var devices = evaluator.Silence.Alerts.ToList();
            writer.Write(devices.Count);
            devices.ForEach(alert => alert.Save(writer));
        }

        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        into.Write(bytes);
        into.Write(SHA256.HashData(bytes));
    }

    public static bool TryRead(
        ReadOnlySpan<byte> bytes, TimeSpan announceWithin, TimeZoneInfo zone, [NotNullWhen(true)] out LoadedEvaluator? loaded,
        [NotNullWhen(false)] out string? problem)
    {
        loaded = null;
        problem = FindDamage(bytes);
        if (problem is not null)
        {
            return false;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes[sizeof(int)..^HashBytes].ToArray()), Encoding.UTF8);
        try
        {
            return TryReadMemory(reader, BitConverter.ToInt32(bytes), new CivilDays(zone), announceWithin, out loaded, out problem);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
        {
            problem = $"The evaluator's snapshot does not hold together: {e.Message}";
            return false;
        }
    }

    static bool TryReadMemory(
        BinaryReader reader, int format, CivilDays days, TimeSpan announceWithin, [NotNullWhen(true)] out LoadedEvaluator? loaded,
        [NotNullWhen(false)] out string? problem)
    {
        loaded = null;
        var journalId = new Guid(reader.ReadBytes(16));
        var position = reader.ReadInt64();
        if (!TryReadRules(reader, out var rules, out problem))
        {
            return false;
        }

        var (series, maker) = (new SeriesMap<SeriesMemory>(), new WatchMaker(days));
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            var read = ReadSeries(reader, format, rules, maker);
            series.Add(read.Id, read);
        }

        if (format >= 2)
        {
            ReadGroups(reader, format, rules, maker);
        }

        var evaluator = new AlertEvaluator(announceWithin, maker, rules, series);
        for (var i = format >= 2 ? reader.ReadInt32() : 0; i > 0; i--)
        {
            evaluator.Silence.Load(DeviceAlert.Load(reader, format, rules));
        }

        loaded = new LoadedEvaluator(evaluator, journalId, position);
        return true;
    }

    static string? FindDamage(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(int) + HashBytes)
        {
            return "The evaluator's snapshot is too short to be one.";
        }

        var format = BitConverter.ToInt32(bytes);
        if (format > Format)
        {
            return $"The evaluator's snapshot has format {format}; this program reads up to {Format}. It was written by a newer version.";
        }

        return format is >= 1 and <= Format && SHA256.HashData(bytes[..^HashBytes]).AsSpan().SequenceEqual(bytes[^HashBytes..])
            ? null
            : "The evaluator's snapshot is damaged: its checksum is wrong.";
    }

    static void WriteRules(BinaryWriter writer, IReadOnlyList<AlertRule> rules)
    {
        writer.Write(rules.Count);
        foreach (var rule in rules)
        {
            writer.Write(RuleJson.Write(rule, withIdAndVersion: true));
        }
    }

    static bool TryReadRules(BinaryReader reader, out AlertRule[] rules, [NotNullWhen(false)] out string? problem)
    {
        rules = new AlertRule[reader.ReadInt32()];
        for (var i = 0; i < rules.Length; i++)
        {
            if (!RuleJson.TryReadStored(reader.ReadString(), out var rule, out var error))
            {
                problem = $"The evaluator's snapshot holds a rule that this program does not read: {error}";
                return false;
            }

            rules[i] = rule;
        }

        problem = null;
        return true;
    }

    static void WriteSeries(BinaryWriter writer, SeriesMemory series)
    {
        writer.Write(series.Id.Device);
        writer.Write(series.Id.Quantity);
        writer.Write(series.Domain);
        writer.Write(series.Unit);
        WriteOptional(writer, series.Place.Station);
        WriteOptional(writer, series.Place.District);
        writer.Write(series.Place.IntervalMs ?? 0);
        series.Save(writer);
        var watches = series.Watches.Where(watch => !watch.IsEmpty).ToArray();
        writer.Write(watches.Length);
        foreach (var watch in watches)
        {
            writer.Write(watch.Rule.Id);
            watch.Save(writer);
        }
    }

    static SeriesMemory ReadSeries(BinaryReader reader, int format, AlertRule[] rules, WatchMaker maker)
    {
        var id = new SeriesId(reader.ReadString(), reader.ReadString());
        var (domain, unit) = (reader.ReadString(), reader.ReadString());
        var (station, district) = (ReadOptional(reader), ReadOptional(reader));
        var interval = reader.ReadInt64();
        var place = new SeriesPlace(station, district, interval > 0 ? interval : null);
        var series = new SeriesMemory(id, domain, unit, place, SeriesRhythm.Load(reader));
        if (format >= 2)
        {
            series.LoadLast(reader);
        }

        series.Bind(rules, maker, 0, []);
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            var ruleId = reader.ReadString();
            var watch = series.Find(ruleId) ?? throw new InvalidDataException($"rule {ruleId} does not watch {id}.");
            watch.Load(reader, format);
            (watch as MemberWatch)?.Remind(series);
        }

        series.Settle();

        return series;
    }

    static void WriteGroups(BinaryWriter writer, AlertEvaluator evaluator)
    {
        var groups = evaluator.Groups.Where(group => !group.IsEmpty).ToList();
        writer.Write(groups.Count);
        foreach (var group in groups)
        {
            writer.Write(group.Rule.Id);
            writer.Write(group.Subject);
            group.Save(writer);
        }
    }

    static void ReadGroups(BinaryReader reader, int format, AlertRule[] rules, WatchMaker maker)
    {
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            var (id, subject) = (reader.ReadString(), reader.ReadString());
            var rule = Array.Find(rules, one => one.Id == id) ?? throw new InvalidDataException($"rule {id} of {subject} is not among the rules.");
            maker.Group(rule, subject).Load(reader, format);
        }
    }

    static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
