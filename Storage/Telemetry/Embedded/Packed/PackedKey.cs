namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>What a row of <c>block</c> says of its readings, beside their bytes.</summary>
/// <param name="Series">Its number in the file.</param>
/// <param name="Start">The moment of the first reading, Unix ms.</param>
/// <param name="Until">The moment of the last one.</param>
/// <param name="Count">At least one.</param>
readonly record struct PackedKey(int Series, long Start, long Until, int Count)
{
    public static PackedKey Of(int series, ReadOnlySpan<Entry> entries) => new(series, entries[0].At, entries[^1].At, entries.Length);
}
