using System.Net.Http.Headers;
using CityOps.Core.Notifications;
using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>A room that takes messages over HTTP, in its own language and as its template says.</summary>
/// <param name="zone">Of the times in its messages.</param>
/// <param name="clock">The world's.</param>
sealed class WebhookChannel(WebhookSettings settings, TimeZoneInfo zone, TimeProvider clock) : INotificationChannel, IDisposable
{
    readonly HttpDelivery _delivery = new(settings.Timeout, clock, [settings.Url.PathAndQuery, settings.Url.AbsolutePath, settings.Secret ?? "", .. settings.Headers.Values]);

    public string Name => settings.Name;

    public bool IsPersonal => false;

    public async Task<SendOutcome> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        // Many read along in a room: a link that acknowledges as one person has no place there.
        var content = notification.Content with { Language = settings.Language, ActLink = null };
        var body = BodyOf(notification, content);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Template == WebhookTemplate.Ntfy ? NtfyBody.ServerOf(settings.Url) : settings.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        if (settings.Secret is { } secret)
        {
            request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Sign(secret, clock.GetUtcNow().ToUnixTimeSeconds(), body));
        }

        return await _delivery.SendAsync(request, notification.Key, settings.Headers, cancellationToken);
    }

    public void Dispose() => _delivery.Dispose();

    byte[] BodyOf(Notification notification, NotificationContent content) => settings.Template switch
    {
        WebhookTemplate.Teams => TeamsBody.Write(content, zone),
        WebhookTemplate.Slack => SlackBody.Write(content, zone),
        WebhookTemplate.Ntfy => NtfyBody.Write(NtfyBody.TopicOf(settings.Url)!, content, zone),
        _ => WebhookDocument.Write(notification, content, zone),
    };
}
