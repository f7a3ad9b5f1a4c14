using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityOps.Storage.City;

/// <summary>How a process gets its city database.</summary>
public static class CityDatabaseSetup
{
    static readonly TimeSpan SchemaPoll = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Registers the pooled factory and <see cref="CityRegistry"/>, <see cref="RuleBook"/>, <see cref="AlertLog"/>, <see cref="ApiKeys"/>,
    /// <see cref="AuditTrail"/>, <see cref="LogBook"/>, <see cref="ShiftBook"/>, those of notifications and <see cref="ProtectionKeys"/> as singletons. Opens nothing: call <see cref="MigrateAsync"/> before the first use.
    /// </summary>
    /// <param name="sqlitePath">The file, on a local volume; its folder must exist.</param>
    /// <param name="announceWithin">An alert whose raise is older than this when written is historical; default 15 min.</param>
    public static IServiceCollection AddCityDatabase(this IServiceCollection services, string sqlitePath, TimeSpan? announceWithin = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<CityDatabase>(options => options.UseCitySqlite(sqlitePath));
        services.AddSingleton<CityRegistry>();
        services.AddSingleton<RuleBook>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<ProtectionKeys>();
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<MaintenanceBook>();
        services.AddSingleton<LogBook>();
        services.AddSingleton<ShiftBook>();
        services.AddSingleton<NotificationPlans>().AddSingleton<CalloutBook>().AddSingleton<DeliveryBook>().AddSingleton<ActLinks>().AddSingleton<DailyReports>();
        services.AddSingleton(provider => new AlertLog(
            provider.GetRequiredService<IDbContextFactory<CityDatabase>>(), announceWithin ?? AlertLog.DefaultAnnounceWithin));
        return services;
    }

    /// <summary>Brings the schema up to this program's; may be called by several processes at once, and again.</summary>
    /// <exception cref="SchemaTooNewException">The file was written by a newer program; nothing was changed.</exception>
    /// <exception cref="Sqlite.DamagedFileException">The file cannot be read.</exception>
    public static async Task MigrateAsync(
        IDbContextFactory<CityDatabase> factory, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        db.CheckFile();
        if (await IsCurrentAsync(db, cancellationToken))
        {
            return;
        }

        using var held = await db.BeginMigrationAsync(clock, cancellationToken);
        if (!await IsCurrentAsync(db, cancellationToken))
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }

    /// <summary>For a process that does not migrate: returns once another has brought the schema up to this program's.</summary>
    /// <exception cref="SchemaTooNewException">The file was written by a newer program.</exception>
    /// <exception cref="Sqlite.DamagedFileException">The file cannot be read.</exception>
    public static async Task WaitForSchemaAsync(
        IDbContextFactory<CityDatabase> factory, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var first = true; ; first = false)
        {
            await using (var db = await factory.CreateDbContextAsync(cancellationToken))
            {
                if (first)
                {
                    db.CheckFile();
                }

                if (await IsCurrentAsync(db, cancellationToken))
                {
                    return;
                }
            }

            await Task.Delay(SchemaPoll, clock, cancellationToken);
        }
    }

    static async Task<bool> IsCurrentAsync(CityDatabase db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known).FirstOrDefault() is { } foreign)
        {
            throw new SchemaTooNewException(db.Database.GetDbConnection().DataSource, foreign, known[^1]);
        }

        return applied.Count == known.Count;
    }
}
