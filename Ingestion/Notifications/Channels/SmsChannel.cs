using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>Text messages to a person's telephone, through a gateway that takes them over HTTP.</summary>
/// <param name="clock">The world's.</param>
sealed partial class SmsChannel(SmsSettings settings, TimeProvider clock) : INotificationChannel, IDisposable
{
    public const string ChannelName = "sms";

    readonly HttpDelivery _delivery = new(settings.Timeout, clock, [settings.Url.PathAndQuery, .. settings.Headers.Values]);

    public string Name => ChannelName;

    public bool IsPersonal => true;

    /// <summary>E.164: a plus, the country, the number; at most 15 digits without spaces.</summary>
    public static bool IsNumber(string to) => Number().IsMatch(to);

    public async Task<SendOutcome> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (notification.To is not { } to || !IsNumber(to))
        {
            return new SendOutcome(SendResult.Refused, "The number is not written as +38640123456: a plus, the country, and digits without spaces");
        }

        var body = SmsBody.Fill(settings.Body, settings.ContentType, to, notification.Message.Short, notification.Key);
        using var request = new HttpRequestMessage(new HttpMethod(settings.Method), settings.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(settings.ContentType, "utf-8") } },
        };
        return await _delivery.SendAsync(request, notification.Key, settings.Headers, cancellationToken);
    }

    public void Dispose() => _delivery.Dispose();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex Number();
}
