using System.Globalization;
using System.Text;
using System.Text.Json;
using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>One pass over the JSON of one birth; stops at the first fault. Lets <see cref="JsonException"/> escape.</summary>
ref struct BirthWalk(ReadOnlySpan<byte> payload)
{
    const int MaxIdLength = 64;
    const int ExcerptLength = 48;

    readonly BirthDraft _draft = new();
    readonly byte[] _scratch = new byte[1_024];
    Utf8JsonReader _reader = new(payload, JsonSkip.ReaderOptions);
    BirthResult _fault;

    public BirthResult Run()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return BirthResult.Refused(RejectReason.BadJson, "a status is online, offline or an object");
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            Member();
            if (_fault.Reason != RejectReason.None)
            {
                return _fault;
            }
        }

        _reader.Read();
        return _draft.Lat is null == _draft.Lon is null
            ? BirthResult.Taken(_draft.ToBirth())
            : BirthResult.Refused(RejectReason.BadValue, "lat and lon come together");
    }

    void Member()
    {
        var name = Next();
        switch (name)
        {
            case "state":
                State();
                break;
            case "name":
                _draft.Name = Line(name, BirthDecoder.MaxNameLength);
                break;
            case "district":
                _draft.District = Line(name, BirthDecoder.MaxDistrictLength);
                break;
            case "fw":
                _draft.Firmware = Line(name, BirthDecoder.MaxFirmwareLength);
                break;
            case "station":
                _draft.Station = Id(name);
                break;
            case "gateway":
                _draft.Gateway = Id(name);
                break;
            case "lat":
                _draft.Lat = Number(name, -90, 90);
                break;
            case "lon":
                _draft.Lon = Number(name, -180, 180);
                break;
            case "interval":
                Interval();
                break;
            case "m":
                Units();
                break;
            default:
                Skip();
                break;
        }
    }

    /// <summary>The member's name, empty where it is not Unicode; the reader then stands on its value.</summary>
    string Next()
    {
        var name = Text() ?? "";
        _reader.Read();
        return name;
    }

    readonly string? Text() =>
        JsonText.TryGet(_reader.ValueSpan, _reader.ValueIsEscaped, _scratch, out var text) ? Encoding.UTF8.GetString(text) : null;

    void State()
    {
        var state = _reader.TokenType == JsonTokenType.String ? Text() : null;
        _draft.Online = state != "offline";
        if (state is not ("online" or "offline") && _reader.TokenType != JsonTokenType.Null)
        {
            Refuse(RejectReason.BadValue, "state is neither online nor offline");
        }
    }

    string? Line(string member, int maxLength)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (_reader.TokenType != JsonTokenType.String || Text()?.Trim() is not { } text || text.Length > maxLength
            || !PlainText.IsPrintable(text))
        {
            Refuse(RejectReason.BadValue, $"{member} is not one printable line of at most {maxLength} characters");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    string? Id(string member)
    {
        var id = Line(member, MaxIdLength);
        if (id is not null && !Identifiers.IsId(id))
        {
            Refuse(RejectReason.BadValue, $"{member} is not an id: letters, digits, '.', '_', '-', at most {MaxIdLength}");
        }

        return id;
    }

    double? Number(string member, double min, double max)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetDouble(out var number) || !(number >= min && number <= max))
        {
            Refuse(RejectReason.BadValue, string.Create(CultureInfo.InvariantCulture, $"{member} is not a number from {min} to {max}"));
            return null;
        }

        return number + 0.0;
    }

    void Interval()
    {
        var seconds = Number("interval", 1, BirthDecoder.MaxIntervalSeconds);
        _draft.IntervalSeconds = (int?)seconds;
        if (seconds != _draft.IntervalSeconds)
        {
            Refuse(RejectReason.BadValue, "interval is not a whole number of seconds");
        }
    }

    void Units()
    {
        _draft.Units.Clear();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            if (_reader.TokenType != JsonTokenType.Null)
            {
                Refuse(RejectReason.BadValue, "m is not an object");
            }

            return;
        }

        while (_fault.Reason == RejectReason.None && _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var quantity = Next();
            if (_reader.TokenType == JsonTokenType.Null)
            {
                _draft.Units.Remove(quantity);
            }
            else
            {
                AddUnit(quantity);
            }
        }
    }

    void AddUnit(string quantity)
    {
        var unit = _reader.TokenType == JsonTokenType.String ? Text() : null;
        if (!Identifiers.IsQuantity(quantity))
        {
            Refuse(RejectReason.BadQuantity, $"'{PlainText.Excerpt(quantity, ExcerptLength)}' is not a quantity's name");
        }
        else if (unit is null || !Readings.Units.IsAcceptable(unit))
        {
            Refuse(RejectReason.UnknownUnit, $"the unit of {quantity} is not 1 to {Readings.Units.MaxLength} printable characters");
        }
        else if (_draft.Units.Count >= BirthDecoder.MaxUnits)
        {
            Refuse(RejectReason.TooMany, $"more than {BirthDecoder.MaxUnits} units");
        }
        else
        {
            _draft.Units[quantity] = Readings.Units.Canonical(unit) ?? unit;
        }
    }

    void Skip()
    {
        if (!JsonSkip.TrySkip(ref _reader))
        {
            Refuse(RejectReason.TooDeep, "nested deeper than 32");
        }
    }

    void Refuse(RejectReason reason, string detail)
    {
        if (_fault.Reason == RejectReason.None)
        {
            _fault = BirthResult.Refused(reason, detail);
        }
    }
}
