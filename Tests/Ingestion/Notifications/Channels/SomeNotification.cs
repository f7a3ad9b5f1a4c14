using CityOps.Core.Notifications;
using CityOps.Ingestion.Notifications;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

/// <summary>Messages on their way, short to write.</summary>
static class SomeNotification
{
    public static Notification To(string? to, NotificationContent? content = null, string key = "key-1", string topic = "topic-1")
    {
        var said = content ?? SomeNotice.One();
        return new Notification(key, to, topic, said, MessageWriter.Write(said, SomeNotice.Ljubljana));
    }

    /// <summary>For a room.</summary>
    public static Notification Of(NotificationContent content) => To(null, content);
}
