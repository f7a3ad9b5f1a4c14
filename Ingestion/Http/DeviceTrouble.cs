namespace CityOps.Ingestion.Http;

/// <summary>Why a device needs a look. Flags: it may have several.</summary>
[Flags]
public enum DeviceTrouble
{
    None = 0,
    /// <summary>Messages of which nothing was taken.</summary>
    Rejected = 1,
    /// <summary>It floods: messages above its rate were not decoded.</summary>
    Shed = 2,
    /// <summary>The store refused messages for good.</summary>
    Refused = 4,
    /// <summary>Numbered messages that never came.</summary>
    Missing = 8,
    /// <summary>Some of its readings were refused while others of the same message were taken.</summary>
    Readings = 16,
    /// <summary>It says the same again and again: at least 10 messages, and one in ten.</summary>
    Repeated = 32,
    OutOfOrder = 64,
    /// <summary>Its newest time is more than 60 s ahead, or more than 60 s and two of its intervals behind.</summary>
    Clock = 128,
    /// <summary>It, or its broker, said so.</summary>
    Offline = 256,
    /// <summary>Nothing was taken from it for three of its intervals; without an interval, for 15 minutes.</summary>
    Silent = 512,
}

/// <summary>How troubles are spelt over HTTP and in addresses.</summary>
public static class TroubleWords
{
    static readonly string[] Words = ["rejected", "shed", "refused", "missing", "readings", "repeated", "outOfOrder", "clock", "offline", "silent"];

    /// <summary>Each kind by itself, in the order in which they are told.</summary>
    public static IReadOnlyList<DeviceTrouble> All { get; } = [.. Words.Select((_, bit) => (DeviceTrouble)(1 << bit))];

    public static string Of(DeviceTrouble one) => Words[int.Log2((int)one)];

    /// <summary>Null when there is no such trouble.</summary>
    public static DeviceTrouble? Read(string? word) => Array.IndexOf(Words, word) is var bit and >= 0 ? (DeviceTrouble)(1 << bit) : null;

    public static IEnumerable<DeviceTrouble> Each(DeviceTrouble troubles) => All.Where(one => (troubles & one) != 0);
}
