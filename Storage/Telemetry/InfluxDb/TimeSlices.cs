namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// How long a time one question is about: at first all of it, less where the server cannot read so much at once, more again where
/// there is nothing. No window is cut. Not safe for concurrent use.
/// </summary>
/// <param name="window">Ms of a window; 1 = single readings.</param>
sealed class TimeSlices(long from, long to, long window)
{
    readonly long whole = to - from;
    long length = to - from;

    /// <summary>Where the slice ends that begins at a time.</summary>
    public long EndOf(long start, long last)
    {
        if (last - start <= length)
        {
            return last;
        }

        var end = start + length;
        end -= ((end % window) + window) % window;
        return end > start ? end : Math.Min(last, end + window);
    }

    /// <summary>False when it cannot be shorter.</summary>
    public bool TryHalve()
    {
        if (length <= window)
        {
            return false;
        }

        length = Math.Max(window, length / 2);
        return true;
    }

    /// <summary>What was found in a slice.</summary>
    public void Tell(int rows) => length = rows == 0 ? Math.Min(whole, length * 2) : length;
}
