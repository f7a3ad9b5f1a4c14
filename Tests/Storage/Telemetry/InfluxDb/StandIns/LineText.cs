using System.Globalization;
using System.Text;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

/// <summary>What a type of field is called by InfluxDB.</summary>
enum FieldType
{
    Float,
    Integer,
    Unsigned,
    String,
    Boolean,
}

/// <summary>One line of the line protocol, read as strictly as its description says.</summary>
sealed record LineText(string Measurement, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, FieldType> Fields, long Time)
{
    /// <exception cref="FormatException">Why it is none.</exception>
    public static LineText Parse(string line)
    {
        var at = 0;
        var measurement = Word(line, ref at, ", ");
        Demand(measurement.Length > 0, "missing measurement");
        var tags = new Dictionary<string, string>();
        while (Next(line, ref at, ','))
        {
            var key = Word(line, ref at, ",= ");
            Demand(key.Length > 0 && Next(line, ref at, '='), "missing tag key");
            var value = Word(line, ref at, ",= ");
            Demand(value.Length > 0, "missing tag value");
            Demand(tags.TryAdd(key, value), "duplicate tags");
        }

        Demand(Next(line, ref at, ' '), "missing fields");
        var fields = FieldsOf(line, ref at);
        Demand(Next(line, ref at, ' '), "missing timestamp");
        Demand(long.TryParse(line.AsSpan(at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time), "bad timestamp");
        Demand(Math.Abs((double)time) < 9_223_372_036_855, "time outside range");
        return new LineText(measurement, tags, fields, time);
    }

    static Dictionary<string, FieldType> FieldsOf(string line, ref int at)
    {
        var fields = new Dictionary<string, FieldType>();
        do
        {
            var key = Word(line, ref at, ",= ");
            Demand(key.Length > 0 && Next(line, ref at, '='), "missing field key");
            Demand(fields.TryAdd(key, Value(line, ref at)), $"multiple instances of '{key}' field found");
        }
        while (Next(line, ref at, ','));
        return fields;
    }

    static FieldType Value(string line, ref int at)
    {
        if (Next(line, ref at, '"'))
        {
            for (; at < line.Length && line[at] != '"'; at++)
            {
                at += line[at] == '\\' ? 1 : 0;
            }

            Demand(Next(line, ref at, '"'), "unbalanced quotes");
            return FieldType.String;
        }

        var start = at;
        at = line.AsSpan(at).IndexOfAny(',', ' ') is >= 0 and var length ? at + length : line.Length;
        return TypeOf(line[start..at]);
    }

    static FieldType TypeOf(string text)
    {
        Demand(text.Length > 0, "missing field value");
        if (text is "t" or "T" or "true" or "True" or "TRUE" or "f" or "F" or "false" or "False" or "FALSE")
        {
            return FieldType.Boolean;
        }

        if (text[^1] is 'i' or 'u')
        {
            Demand(long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), "invalid number");
            return text[^1] == 'i' ? FieldType.Integer : FieldType.Unsigned;
        }

        Demand(
            text.All(sign => char.IsAsciiDigit(sign) || sign is '+' or '-' or '.' or 'e' or 'E')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number), "invalid number");
        return FieldType.Float;
    }

    /// <summary>Up to one of the ends that is not escaped.</summary>
    static string Word(string line, ref int at, string ends)
    {
        var word = new StringBuilder();
        for (; at < line.Length && !ends.Contains(line[at], StringComparison.Ordinal); at++)
        {
            at += line[at] == '\\' && at + 1 < line.Length && ends.Contains(line[at + 1], StringComparison.Ordinal) ? 1 : 0;
            word.Append(line[at]);
        }

        return word.ToString();
    }

    static bool Next(string line, ref int at, char sign)
    {
        var isThere = at < line.Length && line[at] == sign;
        at += isThere ? 1 : 0;
        return isThere;
    }

    static void Demand(bool met, string why)
    {
        if (!met)
        {
            throw new FormatException(why);
        }
    }
}
