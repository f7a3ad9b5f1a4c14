using CityOps.Core.Notifications;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>Tables of notifications.</summary>
static class NotificationModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<NotificationPlanEntity>(e =>
        {
            e.ToTable("notification_plan").HasKey(one => one.Version);
            e.Property(one => one.Version).ValueGeneratedNever();
        });
        model.Entity<Callout>(e =>
        {
            e.ToTable("callout").HasKey(one => one.Id);
            e.HasIndex(one => one.EndedAt);
            e.HasIndex(one => new { one.Route, one.Key, one.EndedAt });
            e.HasIndex(one => one.DueAt);
            e.HasMany(one => one.Alerts).WithOne().HasForeignKey(one => one.CalloutId);
        });
        model.Entity<CalledAlert>(e =>
        {
            e.ToTable("called_alert").HasKey(one => new { one.CalloutId, one.AlertId });
            e.HasIndex(one => one.AlertId);
        });
        model.Entity<DeliveryEntity>(e =>
        {
            e.ToTable("delivery").HasKey(one => one.Key);
            e.HasIndex(one => new { one.State, one.DueAt });
            e.HasIndex(one => one.CalloutId);
            e.HasIndex(one => one.CreatedAt);
        });
        model.Entity<DeliveryAlertEntity>(e =>
        {
            e.ToTable("delivery_alert").HasKey(one => new { one.Delivery, one.AlertId });
            e.HasIndex(one => one.AlertId);
        });
        model.Entity<DailyReportEntity>().ToTable("daily_report").HasKey(one => one.Day);
        model.Entity<NotificationChannelEntity>().ToTable("notification_channel").HasKey(one => one.Name);
        model.Entity<SecretEntity>().ToTable("secret").HasKey(one => one.Name);
    }
}
