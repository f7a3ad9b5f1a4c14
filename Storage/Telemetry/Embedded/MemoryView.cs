namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>What memory held of one series at one moment. <paramref name="Newer"/> stands above <paramref name="Older"/>.</summary>
/// <param name="Series">Its number in the file.</param>
/// <param name="Generation">The generation that was being filled: once it is another one, readings may have gone to the file.</param>
sealed record MemoryView(int Series, long Generation, EntrySlice Older, EntrySlice Newer) : IDisposable
{
    public void Dispose()
    {
        Older.Return();
        Newer.Return();
    }
}
