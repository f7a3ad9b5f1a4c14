using System.Diagnostics;

namespace CityOps.Benchmarks.Rig;

/// <summary>Waits for what another process does, where there is no event to wait on: asks again until it is so, within a bound.</summary>
static class Eventually
{
    static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns the first answer that satisfies; fails with the last one when none does in time.</summary>
    /// <param name="within">Null = 30 s.</param>
    public static async Task<T> SatisfiesAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies, string what, TimeSpan? within = null)
    {
        var limit = within ?? Usual;
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            var answer = await ask();
            if (satisfies(answer))
            {
                return answer;
            }

            if (clock.Elapsed > limit)
            {
                throw new TimeoutException($"{what}: not within {limit.TotalSeconds} s; last seen: {answer}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
