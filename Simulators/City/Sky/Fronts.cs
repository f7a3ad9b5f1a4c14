namespace CityOps.Simulators.City.Sky;

/// <summary>
/// All fronts for ever: one at a moment of its own in every 3.5 days, so a place in time has them at hand without a past. Immutable.
/// </summary>
sealed class Fronts
{
    const long SpacingMs = 84 * 3_600_000L;
    // Cold air lies for eleven days at most: each third front clears, whatever its strength.
    const int Reach = 3;
    const double ClearsFrom = 0.55;

    readonly ulong key;
    readonly long first = CellOf(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
    // Those of the years that are simulated, worked out beforehand: every sample asks for some.
    readonly Front[] known;

    public Fronts(ulong key)
    {
        this.key = key;
        var last = CellOf(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        known = new Front[last - first];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = Make(first + i);
        }
    }

    public Front this[long n] => (ulong)(n - first) < (ulong)known.Length ? known[n - first] : Make(n);

    /// <summary>Where a moment stands in the sequence. Fronts but those from one before it to one after it are 94 h away at least.</summary>
    public static long CellOf(long ms) => ms / SpacingMs;

    /// <summary>Rain of fronts at a moment, mm/h, before the season and without showers: what a whole catchment gets.</summary>
    public double RainAt(long ms)
    {
        var cell = CellOf(ms);
        return this[cell - 1].RainAt(ms) + this[cell].RainAt(ms) + this[cell + 1].RainAt(ms);
    }

    /// <summary>0 where the air was just swept, to 1 where it has lain for days.</summary>
    public double CalmAt(long ms)
    {
        const double hoursToFill = 70;
        const double hoursToClear = 4;
        var n = CellOf(ms) + 1;
        while (this[n] is var front && (!front.Clears || front.Ms > ms))
        {
            n--;
        }

        var age = this[n].HoursSince(ms);
        while (!this[++n].Clears)
        {
        }

        return Curve.Step((age - 14) / hoursToFill) * Curve.Step(-this[n].HoursSince(ms) / hoursToClear);
    }

    Front Make(long n)
    {
        var at = (long)((n + Noise.Between(key, 3 * n, 0.12, 0.88)) * SpacingMs);
        var strength = Noise.Uniform(key, 3 * n + 1);
        return new Front(at, strength, Noise.Between(key, 3 * n + 2, 4, 13), n % Reach == 0 || strength > ClearsFrom);
    }
}
