using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded.Packed;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// Deletes readings from the file: whole blocks and rows where it can, else it writes again what stays. One caller at a time.
/// </summary>
/// <param name="count">How many the file holds, each once: a reading that was sent again may lie in two places.</param>
sealed class Eraser(Tables tables, Func<Erasure, long> count)
{
    /// <summary>Blocks and rows in a transaction, about.</summary>
    const int Budget = 256;

    readonly List<(OpenKey Key, byte[] Block)> rows = [];

    /// <summary>Goes on with those that are not done, in one transaction. Returns the newest reading that is left to each that is done now and lost its own.</summary>
    public List<(int Series, Reading? Latest)> Erase(Queue<Erasure> erasures, Func<int, SeriesId> idOf)
    {
        var ended = new List<(int, Reading?)>();
        using var transaction = tables.Begin();
        for (var budget = Budget; budget > 0 && erasures.TryPeek(out var erasure);)
        {
            erasure.Count ??= count(erasure);
            budget -= 1 + (erasure.PackedFrom is null ? EraseOpen(erasure) : ErasePacked(erasure));
            if (!erasure.Done)
            {
                continue;
            }

            erasures.Dequeue();
            tables.Aside.Forget(erasure.Series, erasure.From, erasure.To);
            if (tables.Latest.ObservedAt(erasure.Series) is { } latest && erasure.Covers(latest))
            {
                var left = Newest(erasure.Series, idOf(erasure.Series));
                tables.Latest.Put(erasure.Series, left);
                ended.Add((erasure.Series, left));
            }
        }

        transaction.Commit();
        return ended;
    }

    int ErasePacked(Erasure erasure)
    {
        var found = tables.Packed.From(erasure.Series, erasure.PackedFrom!.Value, erasure.To, Budget);
        foreach (var (key, bytes) in found)
        {
            if (erasure.Covers(key.Start, key.Until))
            {
                tables.Packed.Delete(key);
            }
            else if (key.Until >= erasure.From)
            {
                ErasePart(erasure, key, bytes);
            }
        }

        // Those before are gone, or have nothing more of the span.
        erasure.PackedFrom = found.Count < Budget ? null : found[^1].Key.Start + 1;
        return found.Count;
    }

    /// <summary>What is broken and only partly meant stays: nobody can say which of its readings are.</summary>
    void ErasePart(Erasure erasure, in PackedKey key, byte[] bytes)
    {
        try
        {
            var all = tables.Packed.Decode(key, bytes);
            Entry[] stay = [.. all.Where(entry => !erasure.Covers(entry.At))];
            if (stay.Length < all.Length)
            {
                tables.Packed.Delete(key);
                tables.Packed.Write(key.Series, stay);
            }
        }
        catch (InvalidDataException e)
        {
            tables.Damage.Report(key.Series, key.Start, packed: true, e.Message);
        }
    }

    int EraseOpen(Erasure erasure)
    {
        tables.Open.From(erasure.OpenFrom, BlockCodec.HourOf(erasure.To - 1), Budget, rows);
        foreach (var (key, block) in rows)
        {
            if (erasure.Covers(key.Hour * BlockCodec.HourMs, key.Until))
            {
                tables.Open.Delete(key);
            }
            else
            {
                ErasePart(erasure, key, block);
            }
        }

        erasure.Done = rows.Count < Budget;
        erasure.OpenFrom = erasure.Done ? erasure.OpenFrom : rows[^1].Key with { Part = rows[^1].Key.Part + 1 };
        return rows.Count;
    }

    void ErasePart(Erasure erasure, OpenKey key, byte[] block)
    {
        try
        {
            var all = BlockCodec.DecodeAll(block, key.Hour);
            Entry[] stay = [.. all.Where(entry => !erasure.Covers(entry.At))];
            if (stay.Length == 0)
            {
                tables.Open.Delete(key);
            }
            else if (stay.Length < all.Length)
            {
                tables.Open.Put(key, BlockCodec.Encode(stay));
            }
        }
        catch (InvalidDataException e)
        {
            tables.Damage.Report(key.Series, key.Start, packed: false, e.Message);
        }
    }

    /// <summary>When it was received is known of the newest reading only; of the one that takes its place this says when it was observed.</summary>
    Reading? Newest(int series, SeriesId id)
    {
        var open = Last(tables.Open.Newest(series), row => BlockCodec.DecodeAll(row.Block, row.Key.Hour));
        var packed = Last(tables.Packed.Back(series, long.MaxValue), row => tables.Packed.Decode(row.Key, row.Bytes));
        var newest = open is { } above && packed is { } below ? Newer(above, below) : open ?? packed;
        return newest is { } e ? new Reading(id, e.At, e.At, e.Value, e.Quality, e.Reasons) : null;
    }

    static Entry Newer(in Entry above, in Entry below) =>
        above.At > below.At || (above.At == below.At && (!above.Failed || below.Failed)) ? above : below;

    /// <summary>The newest of the first block that can be read; of two with one moment the one that did not fail.</summary>
    static Entry? Last<T>(IEnumerable<T> newestFirst, Func<T, Entry[]> decode)
    {
        foreach (var block in newestFirst)
        {
            try
            {
                if (decode(block) is [.., var last] entries)
                {
                    return entries is [.., var before, _] && before.At == last.At ? before : last;
                }
            }
            catch (InvalidDataException)
            {
                // Who reads it tells of it.
            }
        }

        return null;
    }
}
