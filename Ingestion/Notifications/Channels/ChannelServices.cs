using CityOps.Core.Clocks;
using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>Makes a channel of each way out that is set.</summary>
public static class ChannelServices
{
    public static IServiceCollection AddChannels(this IServiceCollection services, CitySettings settings) => services.AddSingleton(provider =>
        // Who gets a signature or a mail compares its time with the world's, whatever time the city has.
        new ChannelList([.. Create(settings.Notifications, settings.TimeZone, provider.GetRequiredService<TimeProvider>().Pace())]));

    internal static IEnumerable<INotificationChannel> Create(NotificationSettings settings, TimeZoneInfo zone, TimeProvider clock)
    {
        if (settings.Email is { } email)
        {
            yield return new EmailChannel(email, clock);
        }

        if (settings.Sms is { } sms)
        {
            yield return new SmsChannel(sms, clock);
        }

        foreach (var webhook in settings.Webhooks)
        {
            yield return new WebhookChannel(webhook, zone, clock);
        }
    }
}
