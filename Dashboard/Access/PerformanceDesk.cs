using CityOps.Core.Alerts.Performance;
using CityOps.Dashboard.Api;

namespace CityOps.Dashboard.Access;

/// <summary>How the alerts performed, as people see it on a page. The right to is checked here.</summary>
sealed class PerformanceDesk(PerformanceReports reports, Viewers viewers)
{
    /// <inheritdoc cref="PerformanceReports.MakeAsync"/>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<AlertPerformance> MakeAsync(long from, long to, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await reports.MakeAsync(from, to, cancellationToken);
    }
}
