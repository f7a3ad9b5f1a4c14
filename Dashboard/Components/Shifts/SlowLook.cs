namespace CityOps.Dashboard.Components.Shifts;

/// <summary>Whether something is to be read again: looked for every few seconds, one look at a time. Of one page; called once a second.</summary>
sealed class SlowLook
{
    const int EverySeconds = 3;

    int _beats;
    int _isLooking;
    long? _seen;

    /// <param name="isEager">Each second, because something is amiss.</param>
    public bool IsDue(bool isEager) => Interlocked.Increment(ref _beats) % (isEager ? 1 : EverySeconds) == 0;

    /// <summary>The mark is another one than the last time, or cannot be had. False while a look is under way.</summary>
    public async Task<bool> HasMovedAsync(Func<Task<long?>> mark)
    {
        if (Interlocked.Exchange(ref _isLooking, 1) == 1)
        {
            return false;
        }

        try
        {
            var (before, now) = (_seen, await mark());
            _seen = now;
            return now is null || now != before;
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }
}
