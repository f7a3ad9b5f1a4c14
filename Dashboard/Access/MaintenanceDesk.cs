using CityOps.Core.Readings;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>What is out of service, as people have it on a page: who may look reads, who operates takes out of service and brings back. Checked here.</summary>
sealed class MaintenanceDesk(MaintenanceBook book, AlertLog log, Viewers viewers, Operators operators, TimeProvider clock)
{
    /// <summary>Who would write; null for somebody who may only look.</summary>
    public Task<Actor?> ActorAsync() => operators.FindAsync();

    /// <inheritdoc cref="MaintenanceBook.ListAsync"/>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyList<MaintenanceWindow>> ListAsync(CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await book.ListAsync(cancellationToken);
    }

    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task CreateAsync(MaintenanceScope scope, string subject, long from, long until, string reason, CancellationToken cancellationToken)
    {
        await book.CreateAsync(await operators.RequireAsync(), scope, subject, from, until, reason, cancellationToken);
        await log.ApplyMaintenanceAsync(clock.UnixMs(), cancellationToken);
    }

    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task EndAsync(string id, CancellationToken cancellationToken)
    {
        await book.EndAsync(await operators.RequireAsync(), id, cancellationToken);
        await log.ApplyMaintenanceAsync(clock.UnixMs(), cancellationToken);
    }
}
