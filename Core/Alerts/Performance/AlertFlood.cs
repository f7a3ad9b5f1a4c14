namespace CityOps.Core.Alerts.Performance;

/// <summary>
/// A time in which nobody can follow: it begins with the first of more than ten alerts in ten minutes for each operator, and ends when the last ten
/// minutes have fewer than five. Immutable.
/// </summary>
/// <param name="From">Unix ms.</param>
/// <param name="To">Unix ms; that of the period where it goes on.</param>
/// <param name="Alerts">That came in it.</param>
/// <param name="First">What the first of them came from.</param>
public sealed record AlertFlood(long From, long To, int Alerts, AlertSource First)
{
    const int EndsBelow = 5;

    /// <summary>Those of a period; what was before it is not known here, so none has begun earlier.</summary>
    /// <param name="alerts">Of the period, in the order of their announcement.</param>
    internal static List<AlertFlood> Find(IReadOnlyList<AnnouncedAlert> alerts, PerformancePeriod period)
    {
        var (most, fewest) = (AlertLoad.MostInTenMinutes * period.Operators, EndsBelow * period.Operators);
        var floods = new List<AlertFlood>();
        int? begun = null;
        var oldest = 0;
        for (var i = 0; i < alerts.Count; i++)
        {
            if (begun is { } start && alerts[i].At > EndBefore(i))
            {
                floods.Add(Flood(start, i));
                // An alert belongs to one flood.
                (begun, oldest) = (null, i);
            }

            while (alerts[oldest].At <= alerts[i].At - PerformancePeriod.TenMinutesMs)
            {
                oldest++;
            }

            begun ??= i - oldest + 1 > most ? oldest : null;
        }

        if (begun is { } last)
        {
            floods.Add(Flood(last, alerts.Count));
        }

        return floods;

        // When so few are left of those before this one.
        long EndBefore(int i) => alerts[i - fewest].At + PerformancePeriod.TenMinutesMs;

        AlertFlood Flood(int first, int after) => new(alerts[first].At, Math.Min(EndBefore(after), period.End), after - first, alerts[first].Source);
    }
}
