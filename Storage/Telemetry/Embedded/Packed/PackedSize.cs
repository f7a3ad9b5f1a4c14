namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>How large blocks are.</summary>
static class PackedSize
{
    /// <summary>Of entries that are packed together, half of it at least. More would be smaller still, and dearer to read for a chart of a day.</summary>
    public const int MostEntries = 512;

    /// <summary>A block with less is filled up by what comes after it, however much that is.</summary>
    const int FewEntries = MostEntries / 2;

    /// <summary>A row of a quarter of a page and more would get pages of its own.</summary>
    public const int MostBytes = 3_900;

    /// <summary>What a broken key may claim at most.</summary>
    const int LargestCount = 1 << 16;

    /// <summary>Whether a block is to be filled up with what comes after its end.</summary>
    public static bool HasRoom(int count, int more) => count < FewEntries || count + more <= MostEntries;

    /// <summary>Where to cut, near a length: what shares a moment stays together, or a later merge would look for it in the wrong block.</summary>
    public static int Cut(ReadOnlySpan<Entry> entries, int length)
    {
        while (length > 0 && length < entries.Length && entries[length].At == entries[length - 1].At)
        {
            length++;
        }

        return length;
    }

    /// <exception cref="InvalidDataException">So many readings are in no block of ours.</exception>
    public static Entry[] NewEntries(in PackedKey key) => new Entry[Checked(key)];

    /// <inheritdoc cref="NewEntries"/>
    public static int Checked(in PackedKey key) =>
        key.Count is > 0 and <= LargestCount ? key.Count : throw new InvalidDataException("its number of readings is wrong");

    /// <summary>Two doubles that are equal may still differ in their bits.</summary>
    public static bool Same(in Entry a, in Entry b) =>
        a.At == b.At && (a.Quality, a.Reasons) == (b.Quality, b.Reasons) && BitConverter.DoubleToInt64Bits(a.Value) == BitConverter.DoubleToInt64Bits(b.Value);
}
