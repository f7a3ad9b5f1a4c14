namespace CityOps.Storage.Telemetry.Rollups;

/// <summary>A stretch of time and what answers for it; null = the readings themselves. Unix ms, [from, to).</summary>
readonly record struct PlannedPart(long From, long To, RollupSpan? Source);

/// <summary>One kind of roll-up that may answer, with the roll-ups of it that must not. Times are the starts of its units.</summary>
/// <param name="Late">In order.</param>
sealed record RollupLevel(RollupSpan Span, RollupCover Cover, Func<long, long> StartOf, Func<long, long> EndOf, IReadOnlyList<long> Late);

/// <summary>
/// Divides a question's time: as much as possible to the longest roll-ups, what they leave to shorter ones, and the rest (edges, hours with late
/// readings, what nobody has rolled up yet) to the readings. Pure.
/// </summary>
static class RollupPlan
{
    /// <param name="levels">The longest first.</param>
    public static List<PlannedPart> Divide(long from, long to, params ReadOnlySpan<RollupLevel> levels)
    {
        var parts = new List<PlannedPart>();
        Divide(from, to, levels, parts);
        return Joined(parts);
    }

    /// <summary>Neighbours that the same answers for are one: late hours often come in rows.</summary>
    static List<PlannedPart> Joined(List<PlannedPart> parts)
    {
        var joined = new List<PlannedPart>();
        foreach (var part in parts)
        {
            if (joined.Count > 0 && joined[^1].Source == part.Source)
            {
                joined[^1] = joined[^1] with { To = part.To };
            }
            else
            {
                joined.Add(part);
            }
        }

        return joined;
    }

    static void Divide(long from, long to, ReadOnlySpan<RollupLevel> levels, List<PlannedPart> parts)
    {
        if (from >= to)
        {
            return;
        }

        if (levels.IsEmpty)
        {
            parts.Add(new PlannedPart(from, to, null));
            return;
        }

        var level = levels[0];
        var shorter = levels[1..];
        var (begin, end) = WholeUnits(level, from, to);
        if (begin >= end)
        {
            Divide(from, to, shorter, parts);
            return;
        }

        Divide(from, begin, shorter, parts);
        foreach (var late in level.Late)
        {
            if (late < begin || late >= end)
            {
                continue;
            }

            Use(level, begin, late, parts);
            begin = level.EndOf(late);
            Divide(late, begin, shorter, parts);
        }

        Use(level, begin, end, parts);
        Divide(end, to, shorter, parts);
    }

    static void Use(RollupLevel level, long from, long to, List<PlannedPart> parts)
    {
        if (from < to)
        {
            parts.Add(new PlannedPart(from, to, level.Span));
        }
    }

    /// <summary>The units that lie wholly in the question and in what is covered.</summary>
    static (long Begin, long End) WholeUnits(RollupLevel level, long from, long to)
    {
        var (first, last) = (Math.Max(from, level.Cover.From), Math.Min(to, level.Cover.Until));
        return first >= last ? (0, 0) : (level.StartOf(first) == first ? first : level.EndOf(first), level.StartOf(last));
    }
}
