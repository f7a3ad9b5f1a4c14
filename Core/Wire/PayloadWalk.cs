using System.Text;
using System.Text.Json;
using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>One pass over the JSON of one payload. Lets <see cref="JsonException"/> escape from text that is not JSON.</summary>
ref struct PayloadWalk
{
    const int ClockAheadMs = 60_000;
    const long MaxSeq = 1L << 53;

    readonly PayloadContext _context;
    readonly DecodedMessage _message;
    readonly ValueReader _values;
    Utf8JsonReader _reader;

    public PayloadWalk(ReadOnlySpan<byte> payload, in PayloadContext context, DecodedMessage message)
    {
        _context = context;
        _message = message;
        _values = new ValueReader(QuantityCatalog.SpecsOf(context.Domain), context.BareUnits, message);
        _reader = new Utf8JsonReader(payload, JsonSkip.ReaderOptions);
    }

    public void Run()
    {
        _reader.Read();
        var whole = _reader.TokenType switch
        {
            JsonTokenType.StartObject => Record(),
            JsonTokenType.StartArray => Records(),
            _ => Refuse(RejectReason.BadJson, "a payload is one record or an array of records"),
        };
        if (whole)
        {
            // Throws when anything but white space follows.
            _reader.Read();
        }
    }

    bool Records()
    {
        var count = 0;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (++count > PayloadDecoder.MaxRecords)
            {
                return Refuse(RejectReason.TooMany, "more than 10,000 records");
            }

            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                if (!Record())
                {
                    return false;
                }
            }
            else if (_reader.TokenType != JsonTokenType.Null)
            {
                _message.Refuse(RejectReason.BadValue, 1, "an element of the array is not a record");
                if (!Skip())
                {
                    return false;
                }
            }
        }

        return true;
    }

    bool Record()
    {
        var head = default(RecordHead);
        _message.Values.Clear();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!JsonText.TryGet(_reader.ValueSpan, _reader.ValueIsEscaped, _message.Scratch, out var name))
            {
                name = default;
            }

            var done = name switch
            {
                _ when name.SequenceEqual("m"u8) => Values(ref head),
                _ when name.SequenceEqual("ts"u8) => Time(ref head),
                _ when name.SequenceEqual("seq"u8) => Seq(ref head),
                _ when name.SequenceEqual("device"u8) => Device(ref head),
                _ => Other(),
            };
            if (!done)
            {
                return false;
            }
        }

        Close(head);
        return true;
    }

    bool Values(ref RecordHead head)
    {
        _reader.Read();
        _message.Values.Clear();
        head.ValuesAreBad = false;
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            return _values.TryReadAll(ref _reader) || TooDeep();
        }

        head.ValuesAreBad = _reader.TokenType != JsonTokenType.Null;
        return Skip();
    }

    bool Time(ref RecordHead head)
    {
        _reader.Read();
        head.TimeIsGiven = _reader.TokenType != JsonTokenType.Null;
        head.TimeText = _reader.ValueSpan;
        head.TimeIsGood = _reader.TokenType switch
        {
            JsonTokenType.Number => WireTime.TryUnix(_reader.ValueSpan, out head.Time),
            JsonTokenType.String => JsonText.TryGet(_reader.ValueSpan, _reader.ValueIsEscaped, _message.Scratch, out var text)
                && (WireTime.TryUnix(text, out head.Time) || Rfc3339.TryParse(text, out head.Time)),
            _ => false,
        };
        return Skip();
    }

    bool Seq(ref RecordHead head)
    {
        _reader.Read();
        var isSeq = _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out head.Seq) && head.Seq is >= 0 and <= MaxSeq;
        head.Seq = isSeq ? head.Seq : -1;
        head.SeqIsGiven = isSeq;
        return Skip();
    }

    bool Device(ref RecordHead head)
    {
        _reader.Read();
        head.DeviceText = _reader.ValueSpan;
        head.DeviceIsOther = _reader.TokenType switch
        {
            JsonTokenType.Null => false,
            JsonTokenType.String => !JsonText.TryGet(_reader.ValueSpan, _reader.ValueIsEscaped, _message.Scratch, out var text)
                || !Ascii.Equals(text, _context.Device),
            _ => true,
        };
        return Skip();
    }

    bool Other()
    {
        _reader.Read();
        return Skip();
    }

    readonly void Close(in RecordHead head)
    {
        if (head.SeqIsGiven && !head.DeviceIsOther)
        {
            _message.AddSeq(head.Seq);
        }

        var observedAt = head.TimeIsGiven && head.TimeIsGood ? head.Time : _context.ReceivedAt;
        if (head.TimeIsGiven && head.TimeIsGood && !head.DeviceIsOther)
        {
            _message.AddTime(observedAt);
        }

        var fault = FaultOf(head, observedAt);
        if (fault != RejectReason.None)
        {
            var detail = _message.Reason == RejectReason.None ? head.Describe(fault, _context) : "";
            _message.Refuse(fault, Math.Max(1, _message.Values.PresentCount), detail);
        }
        else if (head.ValuesAreBad)
        {
            _message.Refuse(RejectReason.BadValue, 1, "m is not an object");
        }
        else
        {
            Take(observedAt, observedAt - _context.ReceivedAt >= ClockAheadMs);
        }
    }

    readonly RejectReason FaultOf(in RecordHead head, long observedAt)
    {
        if (head.DeviceIsOther)
        {
            return RejectReason.DeviceMismatch;
        }

        if (head.TimeIsGiven && !head.TimeIsGood)
        {
            return RejectReason.BadTime;
        }

        var ahead = observedAt - _context.ReceivedAt;
        if (-ahead > _context.MaxAge.Ticks / TimeSpan.TicksPerMillisecond)
        {
            return RejectReason.TooOld;
        }

        return ahead > _context.MaxAhead.Ticks / TimeSpan.TicksPerMillisecond ? RejectReason.InFuture : RejectReason.None;
    }

    readonly void Take(long observedAt, bool clockAhead)
    {
        foreach (ref readonly var value in _message.Values.All)
        {
            if (value.Reason != RejectReason.None)
            {
                _message.Refuse(value.Reason, 1, value.Detail ?? "");
            }
            else if (!value.IsMissing)
            {
                _message.Take(new DecodedReading(value.Quantity!, value.Spec, value.Unit, observedAt, value.Value, clockAhead));
            }
        }
    }

    bool Skip() => JsonSkip.TrySkip(ref _reader) || TooDeep();

    readonly bool TooDeep() => Refuse(RejectReason.TooDeep, "nested deeper than 32");

    readonly bool Refuse(RejectReason reason, string detail)
    {
        _message.RefuseWhole(reason, detail);
        return false;
    }
}
