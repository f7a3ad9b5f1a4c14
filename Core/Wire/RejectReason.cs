namespace CityOps.Core.Wire;

/// <summary>Why a message or a reading was not taken: the closed list. Stored in journals, so values are never reused.</summary>
public enum RejectReason : byte
{
    None = 0,
    BadTopic = 1,
    BadJson = 2,
    TooLarge = 3,
    TooDeep = 4,
    TooMany = 5,
    /// <summary>For formats that demand a time; ours does not.</summary>
    NoTime = 6,
    BadTime = 7,
    TooOld = 8,
    InFuture = 9,
    NoValues = 10,
    BadValue = 11,
    BadQuantity = 12,
    UnknownUnit = 13,
    DeviceMismatch = 14,
    WrongDomain = 15,
    UnknownDevice = 16,
    TooManySeries = 17,
    /// <summary>A mistake of ours: what came may be quite good.</summary>
    Defect = 18,
}

/// <summary>The words for reasons in answers, metrics and the quarantine.</summary>
public static class RejectReasonNames
{
    static readonly string[] Names =
    [
        "none", "bad_topic", "bad_json", "too_large", "too_deep", "too_many", "no_time", "bad_time", "too_old", "in_future",
        "no_values", "bad_value", "bad_quantity", "unknown_unit", "device_mismatch", "wrong_domain", "unknown_device", "too_many_series",
        "defect",
    ];

    public static string ToWire(this RejectReason reason) => Names[(int)reason];

    /// <summary>Null for a word that is none of them.</summary>
    public static RejectReason? FromWire(string? word) => Array.IndexOf(Names, word) is > 0 and var index ? (RejectReason)index : null;
}
