using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingestion.Notifications;

/// <summary>Who tells people: in the process that evaluates.</summary>
static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<CalloutRunner>()
        .AddSingleton<ChannelTrouble>()
        .AddSingleton<WatchdogCall>()
        .AddSingleton<NotificationWriter>()
        .AddHostedService<NotificationHost>()
        .AddHostedService<AlertSigns>();
}
