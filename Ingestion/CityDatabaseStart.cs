using CityOps.Ingestion.Alerts;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion;

/// <summary>Brings the city database up to date before anybody else needs it, and gives a new one the starter rules.</summary>
sealed class CityDatabaseStart(IDbContextFactory<CityDatabase> factory, RuleBook book, TimeProvider clock, ILogger<CityDatabaseStart> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CityDatabaseSetup.MigrateAsync(factory, clock, cancellationToken).ConfigureAwait(false);
        if (await book.SeedAsync(StarterRules.Load(), cancellationToken).ConfigureAwait(false) is var added and > 0)
        {
            logger.LogInformation("Added {Count} starter rules", added);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
