using System.Collections.Concurrent;

namespace CityOps.Storage.Journal;

/// <summary>How far each consumer has got. Safe for concurrent use.</summary>
sealed class JournalPasses
{
    readonly ConcurrentDictionary<string, long> _positions = [];

    /// <summary>What everybody has passed; zero while nobody has said anything.</summary>
    public long Lowest => _positions.IsEmpty ? 0 : _positions.Values.Min();

    public void Set(string consumer, long position) => _positions[consumer] = position;
}
