using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

public sealed class SmsChannelTests : IAsyncLifetime
{
    const string Number = "+38640123456";

    HttpReceiver _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await HttpReceiver.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Json_CarriesTheShortForm()
    {
        var notification = SomeNotification.To(Number, SomeNotice.One("sl") with { ActLink = SomeNotice.ActLink });
        Assert.Equal(SendResult.Sent, (await SendAsync(notification)).Result);
        var request = Assert.Single(_gateway.Requests);
        Assert.Equal(("POST", "application/json; charset=utf-8", "key-1"), (request.Method, request.Headers["Content-Type"], request.Headers["Idempotency-Key"]));
        Assert.Equal((Number, notification.Message.Short, "key-1"), ((string?)request.Json["to"], (string?)request.Json["text"], (string?)request.Json["key"]));
    }

    [Fact]
    public async Task Form_IsEncodedSoThatNothingIsAdded()
    {
        var notification = SomeNotification.To(Number) with { Message = new("s", "t", "h", "č&to=+1 {key} 100%\"") };
        await SendAsync(notification, SmsBody.Form, "recipient={to}&message={text}&id={key}", "PUT");
        var request = Assert.Single(_gateway.Requests);
        Assert.Equal(("PUT", "recipient=%2B38640123456&message=%C4%8D%26to%3D%2B1%20%7Bkey%7D%20100%25%22&id=key-1"), (request.Method, request.Text));
    }

    [Fact]
    public async Task Json_IsEncodedSoThatNothingIsAdded()
    {
        var text = "\",\"to\":\"+1\"} {to} \\ \n 🏭 č";
        await SendAsync(SomeNotification.To(Number) with { Message = new("s", "t", "h", text) });
        Assert.Equal((Number, text), ((string?)Assert.Single(_gateway.Requests).Json["to"], (string?)Assert.Single(_gateway.Requests).Json["text"]));
    }

    [Theory]
    [InlineData("040123456")]
    [InlineData("+386 40 123 456")]
    [InlineData("+0123456789")]
    [InlineData("+3864012345678901")]
    [InlineData("+38640123456\n")]
    [InlineData("")]
    [InlineData(null)]
    public async Task ANumberThatIsNotE164_IsRefusedWithoutAsking(string? number)
    {
        Assert.Equal(SendResult.Refused, (await SendAsync(SomeNotification.To(number))).Result);
        Assert.Empty(_gateway.Requests);
    }

    [Fact]
    public async Task AGatewayInTrouble_IsAskedAgainWhenItSays()
    {
        _gateway.Answers(503, "busy", ("Retry-After", "30"));
        Assert.Equal(new SendOutcome(SendResult.Retry, "Answered 503: busy", TimeSpan.FromSeconds(30)), await SendAsync(SomeNotification.To(Number)));
        _gateway.Answers(422, "no such number");
        Assert.Equal(new SendOutcome(SendResult.Refused, "Answered 422: no such number"), await SendAsync(SomeNotification.To(Number)));
    }

    async Task<SendOutcome> SendAsync(Notification notification, string type = SmsBody.Json, string body = SmsBody.UsualJson, string method = "POST")
    {
        using var channel = new SmsChannel(
            new SmsSettings(new Uri(_gateway.Url, "/send"), method, body, type, TimeSpan.FromSeconds(20)) { Headers = new Dictionary<string, string> { ["Authorization"] = "App secret" } },
            TimeProvider.System);
        Assert.Equal(("sms", true), (channel.Name, channel.IsPersonal));
        var outcome = await channel.SendAsync(notification, CancellationToken.None);
        Assert.All(_gateway.Requests, request => Assert.Equal("App secret", request.Headers["Authorization"]));
        return outcome;
    }
}
