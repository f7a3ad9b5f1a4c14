using CityOps.Core.Notifications;
using CityOps.Storage.City.Entities;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// The city database: stations, devices, series, rules, alerts, people, keys, audit trail, log book, shifts, notifications. Instants are Unix ms, enums are text, there is no decimal.
/// One context is one unit of work on one thread; take it from the pooled factory. Other projects use
/// <see cref="CityRegistry"/>, <see cref="RuleBook"/>, <see cref="AlertLog"/>, <see cref="ApiKeys"/>, <see cref="AuditTrail"/>, <see cref="LogBook"/>, <see cref="ShiftBook"/>, those of notifications and, for people, ASP.NET Core
/// Identity, never the tables.
/// </summary>
public sealed class CityDatabase(DbContextOptions<CityDatabase> options) : IdentityUserContext<CityUser>(options)
{
    internal DbSet<CounterEntity> Counters => Set<CounterEntity>();
    internal DbSet<StationEntity> Stations => Set<StationEntity>();
    internal DbSet<DeviceEntity> Devices => Set<DeviceEntity>();
    internal DbSet<SeriesEntity> Series => Set<SeriesEntity>();
    internal DbSet<RuleVersionEntity> RuleVersions => Set<RuleVersionEntity>();
    internal DbSet<AlertEntity> Alerts => Set<AlertEntity>();
    internal DbSet<AlertTransitionEntity> AlertTransitions => Set<AlertTransitionEntity>();
    internal DbSet<AlertEvidenceEntity> AlertEvidence => Set<AlertEvidenceEntity>();
    internal DbSet<ApiKeyEntity> ApiKeys => Set<ApiKeyEntity>();
    internal DbSet<AuditEntity> Audit => Set<AuditEntity>();
    internal DbSet<MaintenanceEntity> Maintenance => Set<MaintenanceEntity>();
    internal DbSet<LogEntryEntity> LogEntries => Set<LogEntryEntity>();
    internal DbSet<HandoverEntity> Handovers => Set<HandoverEntity>();
    internal DbSet<EndedSessionEntity> EndedSessions => Set<EndedSessionEntity>();
    internal DbSet<ProtectionKeyEntity> ProtectionKeys => Set<ProtectionKeyEntity>();
    internal DbSet<NotificationPlanEntity> NotificationPlans => Set<NotificationPlanEntity>();
    internal DbSet<Callout> Callouts => Set<Callout>();
    internal DbSet<CalledAlert> CalledAlerts => Set<CalledAlert>();
    internal DbSet<DeliveryEntity> Deliveries => Set<DeliveryEntity>();
    internal DbSet<DailyReportEntity> DailyReports => Set<DailyReportEntity>();
    internal DbSet<DeliveryAlertEntity> DeliveryAlerts => Set<DeliveryAlertEntity>();
    internal DbSet<NotificationChannelEntity> NotificationChannels => Set<NotificationChannelEntity>();
    internal DbSet<SecretEntity> Secrets => Set<SecretEntity>();

    // Said here, not by options of a host: the tables are the same for every program.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMsConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        CityModel.Build(builder);
    }
}
