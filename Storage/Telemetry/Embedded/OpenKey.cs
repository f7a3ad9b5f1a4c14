namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Where a row of <c>open_block</c> stands.</summary>
/// <param name="Series">Its number in the file.</param>
/// <param name="Hour">Since 1970 UTC.</param>
/// <param name="Part">Milliseconds into the hour from which on the row holds the readings.</param>
readonly record struct OpenKey(int Series, long Hour, int Part)
{
    /// <summary>The first moment that the row can hold, Unix ms.</summary>
    public long Start => (Hour * BlockCodec.HourMs) + Part;

    /// <summary>The last moment of its hour.</summary>
    public long Until => ((Hour + 1) * BlockCodec.HourMs) - 1;
}
