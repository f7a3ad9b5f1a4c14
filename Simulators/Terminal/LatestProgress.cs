namespace CityOps.Simulators.Terminal;

/// <summary>Keeps what was reported last. Thread-safe; unlike <see cref="Progress{T}"/> it is up to date when the report returns.</summary>
sealed class LatestProgress<T> : IProgress<T>
    where T : struct
{
    readonly Lock oneAtATime = new();
    T latest;

    public T Latest
    {
        get
        {
            lock (oneAtATime)
            {
                return latest;
            }
        }
    }

    public void Report(T value)
    {
        lock (oneAtATime)
        {
            latest = value;
        }
    }
}
