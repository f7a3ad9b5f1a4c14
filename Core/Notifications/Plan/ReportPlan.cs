namespace CityOps.Core.Notifications;

/// <summary>When the report of the day before is made, and who gets it.</summary>
/// <param name="At">Minutes after midnight by the clocks of the city.</param>
/// <param name="To">Nobody = it is made, and only stands on its page.</param>
public sealed record ReportPlan(int At, IReadOnlyList<RouteTarget> To)
{
    /// <summary>Half past six, before the morning's meeting.</summary>
    public static ReportPlan Default { get; } = new((6 * 60) + 30, []);
}
