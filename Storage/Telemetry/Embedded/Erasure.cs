namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>The readings of one series in [from, to) that are to go, and how far that is.</summary>
/// <param name="series">Its number in the file.</param>
sealed class Erasure(int series, long from, long to)
{
    public int Series => series;

    public long From => from;

    public long To => to;

    /// <summary>How many there were before the first was deleted; null before that.</summary>
    public long? Count { get; set; }

    /// <summary>Where the next packed block to look at begins; null once all were.</summary>
    public long? PackedFrom { get; set; } = from;

    /// <summary>The next open row to look at.</summary>
    public OpenKey OpenFrom { get; set; } = new(series, BlockCodec.HourOf(from), 0);

    public bool Done { get; set; }

    public bool Covers(long moment) => moment >= from && moment < to;

    public bool Covers(long start, long until) => start >= from && until < to;
}
