using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// The city database: stations, devices, series, rules, alerts. Instants are Unix ms, enums are text, there is no decimal.
/// One context is one unit of work on one thread; take it from the pooled factory. Other projects use
/// <see cref="CityRegistry"/>, <see cref="RuleBook"/> and <see cref="AlertLog"/>, never the tables.
/// </summary>
public sealed class CityDatabase(DbContextOptions<CityDatabase> options) : DbContext(options)
{
    internal DbSet<CounterEntity> Counters => Set<CounterEntity>();
    internal DbSet<StationEntity> Stations => Set<StationEntity>();
    internal DbSet<DeviceEntity> Devices => Set<DeviceEntity>();
    internal DbSet<SeriesEntity> Series => Set<SeriesEntity>();
    internal DbSet<RuleVersionEntity> RuleVersions => Set<RuleVersionEntity>();
    internal DbSet<AlertEntity> Alerts => Set<AlertEntity>();
    internal DbSet<AlertTransitionEntity> AlertTransitions => Set<AlertTransitionEntity>();
    internal DbSet<AlertEvidenceEntity> AlertEvidence => Set<AlertEvidenceEntity>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMsConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => CityModel.Build(modelBuilder);
}
