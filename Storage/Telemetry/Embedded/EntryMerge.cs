using System.Runtime.InteropServices;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Puts newer entries over older ones, both in order of their key. Reused.</summary>
sealed class EntryMerge
{
    readonly List<Entry> merged = [];

    /// <summary>Where both have a key the newer stands. Valid until the next call.</summary>
    public ReadOnlySpan<Entry> Over(ReadOnlySpan<Entry> newer, ReadOnlySpan<Entry> older)
    {
        merged.Clear();
        var next = 0;
        foreach (ref readonly var old in older)
        {
            while (next < newer.Length && newer[next].Key < old.Key)
            {
                merged.Add(newer[next++]);
            }

            if (next == newer.Length || newer[next].Key != old.Key)
            {
                merged.Add(old);
            }
        }

        merged.AddRange(newer[next..]);
        return CollectionsMarshal.AsSpan(merged);
    }
}
