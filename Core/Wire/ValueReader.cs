using System.Text;
using System.Text.Json;
using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>Reads the members of <c>m</c> into the message's <see cref="RecordValues"/>.</summary>
readonly struct ValueReader(QuantitySpec[] specs, IReadOnlyDictionary<string, string>? bareUnits, DecodedMessage message)
{
    const int MaxQuantityLength = 32;
    const int ExcerptLength = 48;

    /// <summary>From the start to the end of the object. False when it goes too deep.</summary>
    public bool TryReadAll(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var quantity = QuantityOf(ref reader, out var spec);
            reader.Read();
            if (!TryRead(ref reader, quantity, spec, out var value))
            {
                return false;
            }

            if (quantity is not null)
            {
                message.Values.Set(Named(value, quantity, spec));
            }
            else if (!value.IsMissing)
            {
                message.Values.Set(RecordValue.Refused(
                    RejectReason.BadQuantity, Describes ? $"'{PlainText.Excerpt(name, ExcerptLength)}' is not a quantity's name" : null));
            }
        }

        return true;
    }

    // A detail is made for the first refusal of a message only; whoever sends ten thousand bad values gets one.
    bool Describes => message.Reason == RejectReason.None && !message.Values.AnyRefused;

    RecordValue Named(in RecordValue value, string quantity, QuantitySpec? spec)
    {
        var detail = value.Reason != RejectReason.None && Describes ? $"{quantity}: {value.Detail ?? "not a finite number"}" : null;
        return value with { Quantity = quantity, Spec = spec, Detail = detail };
    }

    string? QuantityOf(ref Utf8JsonReader reader, out QuantitySpec? spec)
    {
        spec = null;
        if (!JsonText.TryGet(reader.ValueSpan, reader.ValueIsEscaped, message.Scratch, out var name))
        {
            return null;
        }

        foreach (var known in specs)
        {
            if (name.SequenceEqual(known.NameUtf8))
            {
                spec = known;
                return known.Name;
            }
        }

        Span<char> text = stackalloc char[MaxQuantityLength];
        if (name.Length > MaxQuantityLength || Ascii.ToUtf16(name, text, out var length) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        text = text[..length];
        var names = message.Values.Quantities;
        return names.TryGet(text, out var cached) ? cached : Identifiers.IsQuantity(text) ? names.Get(text) : null;
    }

    bool TryRead(ref Utf8JsonReader reader, string? quantity, QuantitySpec? spec, out RecordValue value)
    {
        value = RecordValue.Missing;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number when quantity is not null:
                value = Bare(ref reader, quantity, spec);
                return true;
            case JsonTokenType.StartObject when quantity is not null:
                return TryReadObject(ref reader, quantity, spec, out value);
            default:
                value = RecordValue.Refused(RejectReason.BadValue, null);
                return JsonSkip.TrySkip(ref reader);
        }
    }

    RecordValue Bare(ref Utf8JsonReader reader, string quantity, QuantitySpec? spec) =>
        reader.TryGetDouble(out var number) ? WithBareUnit(number, quantity, spec) : RecordValue.Refused(RejectReason.BadValue, null);

    bool TryReadObject(ref Utf8JsonReader reader, string quantity, QuantitySpec? spec, out RecordValue value)
    {
        var number = double.NaN;
        var isMissing = false;
        var unitIsText = true;
        ReadOnlySpan<byte> unit = default;
        value = RecordValue.Missing;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.TryGet(reader.ValueSpan, reader.ValueIsEscaped, message.NameScratch, out var text) ? text : default;
            reader.Read();
            if (name.SequenceEqual("v"u8))
            {
                isMissing = reader.TokenType == JsonTokenType.Null;
                number = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var read) ? read : double.NaN;
            }
            else if (name.SequenceEqual("u"u8))
            {
                unit = default;
                unitIsText = reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String
                    && JsonText.TryGet(reader.ValueSpan, reader.ValueIsEscaped, message.Scratch, out unit) && !unit.IsEmpty);
            }

            if (!JsonSkip.TrySkip(ref reader))
            {
                return false;
            }
        }

        if (!isMissing)
        {
            value = unitIsText || !double.IsFinite(number)
                ? WithUnit(number, unit, quantity, spec)
                : RecordValue.Refused(RejectReason.UnknownUnit, "u is not a unit");
        }

        return true;
    }

    RecordValue WithUnit(double number, ReadOnlySpan<byte> unit, string quantity, QuantitySpec? spec)
    {
        if (unit.IsEmpty)
        {
            return WithBareUnit(number, quantity, spec);
        }

        if (spec is not null && unit.SequenceEqual(spec.UnitUtf8))
        {
            return Finite(number, spec.Unit);
        }

        Span<char> text = stackalloc char[Units.MaxLength * 4];
        var isShort = unit.Length <= text.Length;
        var length = isShort ? Encoding.UTF8.GetChars(unit, text) : 0;
        return Converted(number, text[..length], spec, unit);
    }

    RecordValue WithBareUnit(double number, string quantity, QuantitySpec? spec)
    {
        if (bareUnits is null || !bareUnits.TryGetValue(quantity, out var unit) || unit == spec?.Unit)
        {
            return Finite(number, spec?.Unit);
        }

        return Converted(number, unit, spec, default);
    }

    RecordValue Converted(double number, ReadOnlySpan<char> unit, QuantitySpec? spec, ReadOnlySpan<byte> raw)
    {
        if (!double.IsFinite(number))
        {
            return RecordValue.Refused(RejectReason.BadValue, null);
        }

        if (spec is null)
        {
            return Units.IsAcceptable(unit)
                ? Finite(number, Units.Canonical(unit) ?? message.Values.Units.Get(unit))
                : RecordValue.Refused(RejectReason.UnknownUnit, "its unit is not 1 to 16 printable characters");
        }

        if (spec.TryToCanonical(number, unit, out var canonical))
        {
            return Finite(canonical, spec.Unit);
        }

        var detail = !Describes ? null
            : $"unit '{(raw.IsEmpty ? unit.ToString() : PlainText.Excerpt(raw, ExcerptLength))}' does not convert to {spec.Unit}";
        return RecordValue.Refused(RejectReason.UnknownUnit, detail);
    }

    // Adding zero turns negative zero into zero, so that the same value has one form in every store.
    static RecordValue Finite(double number, string? unit) =>
        double.IsFinite(number) ? RecordValue.Taken(unit, number + 0.0) : RecordValue.Refused(RejectReason.BadValue, null);
}
