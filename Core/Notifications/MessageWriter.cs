namespace CityOps.Core.Notifications;

/// <summary>Puts a notification into words. Stateless; safe for concurrent use.</summary>
public static class MessageWriter
{
    /// <param name="zone">Of every time in the message.</param>
    public static Message Write(NotificationContent content, TimeZoneInfo zone) => throw new NotImplementedException();
}
