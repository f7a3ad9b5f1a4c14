namespace CityOps.Simulators.Mqtt;

/// <summary>
/// Lets a few notices of many connections through: when a broker restarts, two thousand clients need not say so one by one. Thread-safe.
/// </summary>
sealed class Lull(Action<string> notice, TimeProvider clock)
{
    const int Most = 3;
    static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    readonly Lock gate = new();
    long began;
    int told = Most + 1;

    public void Tell(string text)
    {
        int n;
        lock (gate)
        {
            if (told > Most && clock.GetElapsedTime(began) >= Within || began == 0)
            {
                (began, told) = (clock.GetTimestamp(), 0);
            }

            n = ++told;
        }

        if (n <= Most)
        {
            notice(text);
        }
        else if (n == Most + 1)
        {
            notice("and further clients the same or the like");
        }
    }
}
