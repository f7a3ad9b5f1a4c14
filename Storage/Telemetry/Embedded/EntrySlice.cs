using System.Buffers;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Entries in order of their key, in a rented array. The default value is an empty slice.</summary>
readonly record struct EntrySlice(Entry[]? Entries, int Count)
{
    public void Return()
    {
        if (Entries is not null)
        {
            ArrayPool<Entry>.Shared.Return(Entries);
        }
    }
}
