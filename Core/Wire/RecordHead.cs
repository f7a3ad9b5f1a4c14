using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>What a record says beside its values, while it is being read: members come in any order and more than once.</summary>
ref struct RecordHead
{
    const int ExcerptLength = 64;

    public ReadOnlySpan<byte> DeviceText;
    public ReadOnlySpan<byte> TimeText;
    public long Time;
    public long Seq;
    public bool SeqIsGiven;
    public bool TimeIsGiven;
    public bool TimeIsGood;
    public bool DeviceIsOther;
    public bool ValuesAreBad;

    /// <summary>Why the whole record was refused, for a person.</summary>
    public readonly string Describe(RejectReason fault, in PayloadContext context) => fault switch
    {
        RejectReason.DeviceMismatch => $"device '{PlainText.Excerpt(DeviceText, ExcerptLength)}' on the topic of {context.Device}",
        RejectReason.BadTime => $"ts '{PlainText.Excerpt(TimeText, ExcerptLength)}' is not RFC 3339 with offset, Unix s or Unix ms",
        RejectReason.TooOld => $"ts {Instants.ToRfc3339(Time)} is more than {context.MaxAge} ago",
        _ => $"ts {Instants.ToRfc3339(Time)} is more than {context.MaxAhead} ahead",
    };
}
