using CityOps.Core.Alerts;

namespace CityOps.Core.Reports;

/// <summary>Why somebody has to do something today, the most urgent first. Stored as text.</summary>
public enum TaskKind : byte
{
    /// <summary>Open, and nobody has acknowledged.</summary>
    Unacknowledged = 1,

    /// <summary>Somebody was called for it, and nobody has answered.</summary>
    Unanswered = 2,

    /// <summary>Acknowledged, open for more than a day, and not put aside.</summary>
    LongOpen = 3,

    /// <summary>Put aside until a moment of today.</summary>
    ShelfEnds = 4,

    /// <summary>A limit of air quality law was exceeded.</summary>
    AirLimit = 5,

    /// <summary>A waste container is full.</summary>
    FullBin = 6,

    /// <summary>A battery is nearly empty.</summary>
    LowBattery = 7,

    /// <summary>No reading all day.</summary>
    SilentStation = 8,

    /// <summary>Messages cannot be sent this way.</summary>
    Channel = 9,

    /// <summary>Work by the clock went wrong.</summary>
    Job = 10,
}

/// <param name="Count">How many there are.</param>
/// <param name="Names">Some of them, see <see cref="MostNamed"/>.</param>
public sealed record ReportTask(TaskKind Kind, int Count, IReadOnlyList<LocalText> Names)
{
    public const int MostNamed = 8;

    /// <summary>Null where there is nothing to do.</summary>
    public static ReportTask? Of(TaskKind kind, IReadOnlyCollection<LocalText> names) =>
        names.Count == 0 ? null : new ReportTask(kind, names.Count, [.. names.Take(MostNamed)]);

    /// <summary>Of names that are the same in every language.</summary>
    public static ReportTask? Of(TaskKind kind, IEnumerable<string> names) => Of(kind, [.. names.Order(StringComparer.Ordinal).Select(name => new LocalText(name, name))]);
}
