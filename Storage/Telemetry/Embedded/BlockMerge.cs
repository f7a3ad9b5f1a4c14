using System.Runtime.InteropServices;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Puts new readings into a row and divides what has become too much for one. Reused from row to row.</summary>
sealed class BlockMerge
{
    readonly List<Entry> merged = [];
    readonly List<(int Part, byte[] Block)> divided = [];

    /// <summary>Merges by key; <paramref name="fresh"/> wins.</summary>
    /// <exception cref="InvalidDataException">The block cannot be read.</exception>
    public void Merge(byte[] block, long hour, ReadOnlySpan<Entry> fresh)
    {
        merged.Clear();
        var count = BlockCodec.CountOf(block);
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var old = BlockCodec.Decode(block, i, hour);
            while (next < fresh.Length && fresh[next].Key < old.Key)
            {
                merged.Add(fresh[next++]);
            }

            if (next == fresh.Length || fresh[next].Key != old.Key)
            {
                merged.Add(old);
            }
        }

        merged.AddRange(fresh[next..]);
    }

    /// <summary>
    /// The merged entries in rows of about equal size, the first beginning at <paramref name="firstPart"/>. What shares a
    /// moment stays in one row, or a later merge would look for it in the wrong one. Valid until the next call.
    /// </summary>
    public List<(int Part, byte[] Block)> Divide(int firstPart, int maxEntries)
    {
        divided.Clear();
        var rest = CollectionsMarshal.AsSpan(merged);
        var part = firstPart;
        for (var rows = (rest.Length + maxEntries - 1) / maxEntries; rows > 0 && !rest.IsEmpty; rows--)
        {
            var length = (rest.Length + rows - 1) / rows;
            length += length < rest.Length && rest[length].At == rest[length - 1].At ? 1 : 0;
            divided.Add((part, BlockCodec.Encode(rest[..length])));
            rest = rest[length..];
            part = rest.IsEmpty ? part : BlockCodec.OffsetOf(rest[0].At);
        }

        return divided;
    }
}
