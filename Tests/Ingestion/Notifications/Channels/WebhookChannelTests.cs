using System.Security.Cryptography;
using System.Text;
using CityOps.Core.Notifications;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Tests.Core.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

public sealed class WebhookChannelTests : IAsyncLifetime
{
    const string Secret = "twenty characters long";

    static readonly DateTimeOffset Now = new(2026, 1, 13, 6, 13, 0, TimeSpan.Zero);

    HttpReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await HttpReceiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task ARequest_IsSignedWithItsTime()
    {
        Assert.Equal(new SendOutcome(SendResult.Sent, "Answered 200: ok"), await SendAsync(secret: Secret));
        var request = Assert.Single(_receiver.Requests);
        var (time, signature) = (request.Headers["CityOps-Signature"].Split(',')[0], request.Headers["CityOps-Signature"].Split(',')[1]);
        Assert.Equal($"t={Now.ToUnixTimeSeconds()}", time);
        // As a receiver checks it, from the documentation and not from our own class.
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes(time[2..] + "."), .. request.Body]);
        Assert.Equal("v1=" + Convert.ToHexString(expected).ToLowerInvariant(), signature);
        Assert.Equal(("POST", "key-1", "application/json; charset=utf-8"), (request.Method, request.Headers["Idempotency-Key"], request.Headers["Content-Type"]));
    }

    [Fact]
    public async Task WithoutSecret_NothingIsSignedAndHeadersOfTheSettingsAreSent()
    {
        await SendAsync(headers: new Dictionary<string, string> { ["Authorization"] = "Bearer abc" });
        var request = Assert.Single(_receiver.Requests);
        Assert.DoesNotContain("CityOps-Signature", request.Headers.Keys);
        Assert.Equal("Bearer abc", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task ARoom_HearsItsOwnLanguageAndNobodysLink()
    {
        await SendAsync(SomeNotice.One() with { ActLink = SomeNotice.ActLink }, language: "sl");
        var request = Assert.Single(_receiver.Requests);
        Assert.StartsWith("[KRITIČNO]", (string?)request.Json["subject"], StringComparison.Ordinal);
        Assert.DoesNotContain(SomeNotice.ActLink.AbsolutePath, request.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, SendResult.Sent)]
    [InlineData(202, SendResult.Sent)]
    [InlineData(204, SendResult.Sent)]
    [InlineData(400, SendResult.Refused)]
    [InlineData(401, SendResult.Retry)]
    [InlineData(403, SendResult.Retry)]
    [InlineData(404, SendResult.Refused)]
    [InlineData(408, SendResult.Retry)]
    [InlineData(410, SendResult.Refused)]
    [InlineData(413, SendResult.Refused)]
    [InlineData(425, SendResult.Retry)]
    [InlineData(429, SendResult.Retry)]
    [InlineData(500, SendResult.Retry)]
    [InlineData(503, SendResult.Retry)]
    public async Task EachAnswer_HasItsOutcome(int status, SendResult result)
    {
        _receiver.Answers(status, status == 204 ? "" : "so it is");
        var outcome = await SendAsync();
        Assert.Equal(result, outcome.Result);
        Assert.StartsWith($"Answered {status}{(status == 204 ? "" : ": so it is")}", outcome.Text, StringComparison.Ordinal);
        Assert.Null(outcome.RetryAfter);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "Tue, 13 Jan 2026 06:15:00 GMT", 120)]
    [InlineData(503, "Tue, 13 Jan 2026 06:00:00 GMT", 0)]
    [InlineData(429, "99999999", 3_600)]
    [InlineData(429, "soon", null)]
    public async Task RetryAfter_IsHonoured(int status, string header, int? seconds)
    {
        _receiver.Answers(status, "", ("Retry-After", header));
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, (await SendAsync()).RetryAfter);
    }

    [Theory]
    [InlineData("https://elsewhere.example.org/hook?token=1", "to elsewhere.example.org;")]
    [InlineData("/login", "elsewhere;")]
    public async Task ARedirect_IsNotFollowed(string location, string words)
    {
        _receiver.Answers(307, "", ("Location", location));
        var outcome = await SendAsync(secret: Secret);
        Assert.Equal(SendResult.Refused, outcome.Result);
        Assert.Contains(words, outcome.Text, StringComparison.Ordinal);
        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task AServerThatDoesNotAnswer_IsGivenUpInTime()
    {
        _receiver.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(new SendOutcome(SendResult.Retry, "127.0.0.1 did not answer within 0.2 s"), await SendAsync(timeout: TimeSpan.FromMilliseconds(200)));
    }

    [Theory]
    [InlineData(200, SendResult.Sent)]
    [InlineData(500, SendResult.Retry)]
    public async Task AnAnswerWithoutEnd_IsReadNoFurtherThanNeeded(int status, SendResult result)
    {
        _receiver.Answer = async context =>
        {
            context.Response.StatusCode = status;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string('x', 65_536) + "\r\n");
            }
        };
        var outcome = await SendAsync();
        Assert.Equal(result, outcome.Result);
        Assert.InRange(outcome.Text.Length, 150, 220);
    }

    [Fact]
    public async Task AnAnswerWithHead_CountsAlthoughItsBodyNeverEnds()
    {
        _receiver.Answer = async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        Assert.Equal(new SendOutcome(SendResult.Sent, "Answered 200: half"), await SendAsync(timeout: TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task ACutConnection_IsTriedAgain()
    {
        _receiver.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var outcome = await SendAsync();
        Assert.Equal(SendResult.Retry, outcome.Result);
        Assert.StartsWith("127.0.0.1", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThere_IsTriedAgain()
    {
        using var channel = Channel(new Uri($"http://127.0.0.1:{FreePort.Next()}/"));
        var outcome = await channel.SendAsync(SomeNotification.Of(SomeNotice.One()), CancellationToken.None);
        Assert.Equal(SendResult.Retry, outcome.Result);
        Assert.StartsWith("127.0.0.1 takes no connection: ", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAServerSays_IsOneLineWithoutOurSecrets()
    {
        _receiver.Answer = context => context.Response.WriteAsync($"no way\r\n to {context.Request.Path}\u202E with {context.Request.Headers.Authorization}");
        using var channel = Channel(new Uri(_receiver.Url, "/services/T000/B000/secret"), headers: new Dictionary<string, string> { ["Authorization"] = "Bearer abcdefgh" });
        var outcome = await channel.SendAsync(SomeNotification.Of(SomeNotice.One()), CancellationToken.None);
        Assert.Equal("Answered 200: no way to …? with …", outcome.Text);
    }

    [Fact]
    public async Task Cancelled_IsTheOnlyThingThrown()
    {
        using var stop = new CancellationTokenSource();
        _receiver.Answer = async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var channel = Channel(_receiver.Url);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.SendAsync(SomeNotification.Of(SomeNotice.One()), stop.Token));
    }

    async Task<SendOutcome> SendAsync(
        NotificationContent? content = null, string? secret = null, string language = "en", TimeSpan? timeout = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var channel = Channel(new Uri(_receiver.Url, "/hook"), secret, language, timeout, headers);
        Assert.Equal(("ops", false), (channel.Name, channel.IsPersonal));
        return await channel.SendAsync(SomeNotification.Of(content ?? SomeNotice.One()), CancellationToken.None);
    }

    static WebhookChannel Channel(
        Uri url, string? secret = null, string language = "en", TimeSpan? timeout = null, IReadOnlyDictionary<string, string>? headers = null) =>
        new(new WebhookSettings("ops", url, WebhookTemplate.Json, timeout ?? TimeSpan.FromSeconds(20), language) { Secret = secret, Headers = headers ?? new Dictionary<string, string>() },
            SomeNotice.Ljubljana, new FakeTimeProvider(Now));
}
