namespace CityOps.Benchmarks.Stores;

/// <summary>A store with all readings of a plan in it.</summary>
interface IFilledStore : IAsyncDisposable
{
    string Name { get; }

    /// <summary>What a city needs to be told to use it.</summary>
    string[] Settings { get; }

    /// <summary>Where the city that uses it has its data.</summary>
    string DataFolder { get; }

    /// <summary>Of readings, without what is free for others.</summary>
    long Bytes { get; }

    TimeSpan Written { get; }

    /// <summary>What the store did with its data afterwards; null where nobody can say.</summary>
    TimeSpan? Packed { get; }
}
