namespace CityOps.Simulators.Incidents;

/// <summary>
/// Of each moment of an incident, whether something is surely so, and whether it may be so. Between the two lies what depends on the
/// last digit of a value.
/// </summary>
sealed class Bands(int moments)
{
    public bool[] Surely { get; } = new bool[moments];

    public bool[] Maybe { get; } = new bool[moments];

    /// <summary>The last moment at which it is not so, or -1.</summary>
    public static int LastWithout(bool[] so) => Array.FindLastIndex(so, one => !one);

    /// <summary>First moment and last of the longest stretch without a break; null when there is none.</summary>
    public static (int From, int To)? Longest(bool[] so)
    {
        (int From, int To)? best = null;
        for (var from = 0; from < so.Length; from++)
        {
            if (!so[from])
            {
                continue;
            }

            var to = from;
            while (to + 1 < so.Length && so[to + 1])
            {
                to++;
            }

            if (best is not { } known || to - from > known.To - known.From)
            {
                best = (from, to);
            }

            from = to;
        }

        return best;
    }
}
