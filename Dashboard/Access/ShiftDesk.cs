using CityOps.Dashboard.Components.Screen;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>The log book and the shifts as people have them on pages: who may look reads, who operates writes and takes over. Checked here, not by hiding a button.</summary>
sealed class ShiftDesk(LogBook log, ShiftBook shifts, Viewers viewers, Operators operators, Administrators administrators)
{
    /// <summary>Who would write; null for somebody who may only look.</summary>
    public Task<Actor?> ActorAsync() => operators.FindAsync();

    /// <inheritdoc cref="LogBook.MarkAsync"/>
    /// <returns>Null where it cannot be had: whoever reads the thing itself then is told why.</returns>
    public async Task<long?> TryMarkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await viewers.RequireAsync();
            return await log.MarkAsync(cancellationToken);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or OperationCanceledException || DatabaseTrouble.Is(e))
        {
            return null;
        }
    }

    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<LogPage> FindAsync(LogQuery query, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        var page = await log.FindAsync(query, cancellationToken);
        return await administrators.FindAsync() is null ? page.WithoutRuleWriters() : page;
    }

    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task<LogResult> WriteAsync(LogDraft draft, CancellationToken cancellationToken) => await log.WriteAsync(await operators.RequireAsync(), draft, cancellationToken);

    /// <inheritdoc cref="ShiftBook.NowAsync"/>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<RunningShift> NowAsync(CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await shifts.NowAsync(cancellationToken);
    }

    /// <inheritdoc cref="ShiftBook.TakeOverAsync"/>
    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task<TakeOver> TakeOverAsync(string? remarks, long seen, CancellationToken cancellationToken) =>
        await shifts.TakeOverAsync(await operators.RequireAsync(), remarks, seen, cancellationToken);

    /// <inheritdoc cref="ShiftBook.ListAsync"/>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyList<HandoverHead>> ListAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await shifts.ListAsync(before, limit, cancellationToken);
    }

    /// <summary>A hand-over as it was; null where there is none.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<Handover?> GetAsync(long number, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await shifts.GetAsync(number, cancellationToken);
    }
}
