using CityOps.Storage.City.Entities;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>Tables, keys and indexes of the city database. Says nothing that only one provider understands.</summary>
static class CityModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<CounterEntity>(e =>
        {
            e.ToTable("counter").HasKey(c => c.Name);
            e.HasData(
                new CounterEntity { Name = CounterEntity.Registry },
                new CounterEntity { Name = CounterEntity.Rules },
                new CounterEntity { Name = CounterEntity.Alerts },
                new CounterEntity { Name = CounterEntity.Keys },
                new CounterEntity { Name = CounterEntity.Audit },
                new CounterEntity { Name = CounterEntity.Log },
                new CounterEntity { Name = CounterEntity.Handovers },
                new CounterEntity { Name = CounterEntity.Notifications },
                new CounterEntity { Name = CounterEntity.NotificationPlan });
        });
        BuildRegistry(model);
        BuildAlerts(model);
        BuildPeople(model);
        model.Entity<AuditEntity>(e =>
        {
            e.ToTable("audit").HasKey(a => a.Number);
            e.Property(a => a.Number).ValueGeneratedNever();
            e.HasIndex(a => new { a.Who, a.Number });
            e.HasIndex(a => new { a.Subject, a.Number });
            e.HasIndex(a => new { a.Action, a.At });
        });
        BuildShifts(model);
        NotificationModel.Build(model);
    }

    static void BuildShifts(ModelBuilder model)
    {
        model.Entity<LogEntryEntity>(e =>
        {
            e.ToTable("log_entry").HasKey(one => one.Number);
            e.Property(one => one.Number).ValueGeneratedNever();
            e.HasIndex(one => one.At);
            e.HasIndex(one => one.Corrects).IsUnique();
        });
        model.Entity<HandoverEntity>(e =>
        {
            e.ToTable("handover").HasKey(one => one.Number);
            e.Property(one => one.Number).ValueGeneratedNever();
            e.HasIndex(one => one.At);
        });
    }

    static void BuildPeople(ModelBuilder model)
    {
        model.Entity<CityUser>().ToTable("person");
        model.Entity<IdentityUserClaim<string>>().ToTable("person_claim");
        model.Entity<IdentityUserLogin<string>>().ToTable("person_login");
        model.Entity<IdentityUserToken<string>>().ToTable("person_token");
        model.Entity<ApiKeyEntity>(e =>
        {
            e.ToTable("api_key").HasKey(k => k.Id);
            e.HasIndex(k => k.Hash).IsUnique();
        });
        model.Entity<EndedSessionEntity>(e => e.ToTable("ended_session").HasKey(session => session.Id));
        model.Entity<ProtectionKeyEntity>().ToTable("protection_key").HasKey(k => k.Name);
    }

    static void BuildRegistry(ModelBuilder model)
    {
        model.Entity<StationEntity>(e =>
        {
            e.ToTable("station").HasKey(s => s.Id);
            e.Property(s => s.Revision).IsConcurrencyToken();
        });
        model.Entity<DeviceEntity>(e =>
        {
            e.ToTable("device").HasKey(d => d.Id);
            e.Property(d => d.Revision).IsConcurrencyToken();
        });
        model.Entity<SeriesEntity>(e =>
        {
            e.ToTable("series").HasKey(s => new { s.Device, s.Quantity });
            e.HasOne<DeviceEntity>().WithMany().HasForeignKey(s => s.Device);
        });
    }

    static void BuildAlerts(ModelBuilder model)
    {
        model.Entity<MaintenanceEntity>(e =>
        {
            e.ToTable("maintenance").HasKey(m => m.Id);
            e.HasIndex(m => m.Until);
        });
        model.Entity<RuleVersionEntity>(e =>
        {
            e.ToTable("rule_version").HasKey(r => new { r.Id, r.Version });
            e.HasIndex(r => r.Name);
        });
        model.Entity<AlertEntity>(e =>
        {
            e.ToTable("alert").HasKey(a => a.Id);
            e.Property(a => a.Revision).IsConcurrencyToken();
            e.HasIndex(a => new { a.RaisedAt, a.Id });
            e.HasIndex(a => new { a.Device, a.RaisedAt });
            e.HasIndex(a => a.Condition);
            e.HasIndex(a => a.Change);
        });
        model.Entity<AlertTransitionEntity>(e =>
        {
            e.ToTable("alert_transition").HasKey(t => t.Number);
            e.Property(t => t.Number).ValueGeneratedOnAdd();
            e.HasIndex(t => new { t.AlertId, t.Kind, t.EventTime }).IsUnique();
            e.HasIndex(t => t.At);
            e.HasOne<AlertEntity>().WithMany().HasForeignKey(t => t.AlertId);
        });
        model.Entity<AlertEvidenceEntity>(e =>
        {
            e.ToTable("alert_evidence").HasKey(v => v.AlertId);
            e.HasOne<AlertEntity>().WithOne().HasForeignKey<AlertEvidenceEntity>(v => v.AlertId);
        });
    }
}
