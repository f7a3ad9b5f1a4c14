namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// Entries by the array instead of one by one. Most of a long question lies in packed blocks that nothing stands above: those are
/// handed on as they were decoded.
/// </summary>
static class EntryChunks
{
    const int Length = 256;

    /// <summary>Where both have a key the newer entry stands. Each chunk has entries, and is valid until the next.</summary>
    public static IEnumerable<ArraySegment<Entry>> Over(IEnumerable<Entry> newer, IEnumerable<ArraySegment<Entry>> older)
    {
        using var above = newer.GetEnumerator();
        var more = above.MoveNext();
        Entry[] merged = [];
        foreach (var chunk in older)
        {
            if (!more || above.Current.Key > chunk[^1].Key)
            {
                yield return chunk;
                continue;
            }

            var count = 0;
            foreach (var old in chunk)
            {
                // Many may come before the first entry of a block.
                for (; more && above.Current.Key <= old.Key; more = above.MoveNext())
                {
                    Put(ref merged, count++, above.Current);
                }

                if (count == 0 || merged[count - 1].Key != old.Key)
                {
                    Put(ref merged, count++, old);
                }
            }

            yield return new ArraySegment<Entry>(merged, 0, count);
        }

        while (more)
        {
            var count = 0;
            for (; more && count < Length; more = above.MoveNext())
            {
                Put(ref merged, count++, above.Current);
            }

            yield return new ArraySegment<Entry>(merged, 0, count);
        }
    }

    static void Put(ref Entry[] entries, int index, in Entry entry)
    {
        if (index == entries.Length)
        {
            Array.Resize(ref entries, Math.Max(Length, index * 2));
        }

        entries[index] = entry;
    }
}
