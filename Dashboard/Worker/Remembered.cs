namespace CityOps.Dashboard.Worker;

/// <summary>
/// An answer that is asked for at most every 2 s or another time, once for all who want it; that nobody answers is remembered as long.
/// Safe for concurrent use.
/// </summary>
/// <param name="ask">Bounded in time; throws <see cref="IngestionAwayException"/> when there is no answer.</param>
/// <param name="whenAway">What to say then, given what was said last.</param>
sealed class Remembered<T>(Func<Task<T>> ask, Func<T?, T> whenAway, TimeProvider pace, TimeSpan? freshFor = null)
{
    readonly TimeSpan _freshFor = freshFor ?? TimeSpan.FromSeconds(2);
    readonly Lock _gate = new();
    Task<T>? _asked;
    long _answeredAt;
    T? _last;

    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        Task<T> asked;
        lock (_gate)
        {
            if (_asked is null || (_asked.IsCompleted && pace.GetElapsedTime(_answeredAt) >= _freshFor))
            {
                // Not under the asker's token: others wait for the same answer.
                _asked = Task.Run(AskAsync, CancellationToken.None);
            }

            asked = _asked;
        }

        return await asked.WaitAsync(cancellationToken);
    }

    // One at a time: the next begins when this has ended.
    async Task<T> AskAsync()
    {
        try
        {
            _last = await ask();
        }
        catch (IngestionAwayException)
        {
            _last = whenAway(_last);
        }

        _answeredAt = pace.GetTimestamp();
        return _last;
    }
}
