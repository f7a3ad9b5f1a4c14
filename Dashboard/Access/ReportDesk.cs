using CityOps.Core.Notifications;
using CityOps.Core.Reports;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>The daily reports as people have them on pages. The right to look is checked here.</summary>
sealed class ReportDesk(DailyReports reports, NotificationPlans plans, Viewers viewers)
{
    /// <summary>Newest day first, and when the next is made.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<(IReadOnlyList<MadeReport> Made, ReportPlan Plan)> ListAsync(DateOnly? before, int limit, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        var made = await reports.ListAsync(before, limit, cancellationToken);
        return (made, (await plans.CurrentAsync(cancellationToken)).Plan.Report ?? ReportPlan.Default);
    }

    /// <summary>Null where there is none of that day.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<DailyReport?> GetAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await reports.GetAsync(day, cancellationToken);
    }
}
