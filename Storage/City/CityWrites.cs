using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Short write transactions numbered by one counter. Safe for concurrent use; several processes may write one file.
/// </summary>
/// <param name="counter">The counter whose row the transactions hold.</param>
sealed class CityWrites(IDbContextFactory<CityDatabase> factory, string counter)
{
    // Each attempt already waits for the busy timeout.
    const int Attempts = 4;

    /// <summary>
    /// Runs <paramref name="work"/> in a write transaction of its own and commits what it changed. While the database stays
    /// locked by somebody else it is run again on a fresh context, four times in all.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<CityDatabase, CounterEntity, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(work, cancellationToken);
            }
            catch (Exception error) when (attempt < Attempts && CityProvider.IsBusy(error))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public async Task<long> CounterAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Counters.Where(c => c.Name == counter).Select(c => c.Value).SingleAsync(cancellationToken);
    }

    async Task<T> OnceAsync<T>(Func<CityDatabase, CounterEntity, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(counter, cancellationToken);
        var row = await db.Counters.SingleAsync(c => c.Name == counter, cancellationToken);
        var result = await work(db, row);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
